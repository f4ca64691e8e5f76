import { onceAProcess } from "#lib/once-a-process.ts";

/** What says the same again is no new entry for so long: a page is read in many requests. */
export const quietMs = 15 * 60_000;
/** What is forgotten beyond these costs an entry that says the same again. */
const mostNoted = 20_000;

interface Noted {
  readonly at: number;
  readonly written: Promise<void>;
}

const noted = onceAProcess<Map<string, Noted>>("noted entries");

/**
 * Has `write` write the audit entry for those of `names` of which this process wrote none lately. Requests of one moment
 * wait for the same entry, and fail with it.
 */
export async function recordOnce(
  names: readonly string[],
  write: (fresh: readonly string[]) => Promise<void>,
): Promise<void> {
  const known = noted.get(() => new Map());
  const now = performance.now();
  const fresh = names.filter((name) => now - (known.get(name)?.at ?? Number.NEGATIVE_INFINITY) >= quietMs);
  const written = fresh.length === 0 ? Promise.resolve() : write(fresh);
  for (const name of fresh) {
    // At the end of the map, which is in the order of time.
    known.delete(name);
    known.set(name, { at: now, written });
  }
  for (const name of known.keys()) {
    if (known.size <= mostNoted) break;
    known.delete(name);
  }
  try {
    await Promise.all(names.map((name) => known.get(name)?.written ?? written));
  } catch (error) {
    for (const name of fresh) if (known.get(name)?.written === written) known.delete(name);
    throw error;
  }
}
