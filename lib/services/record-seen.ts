import { tenantDatabase } from "#lib/database/client.ts";
import { cleanIdentification } from "#lib/domain/cleaning/identification.ts";
import { holdKey } from "#lib/domain/holds/hold.ts";
import type { ReportGroup } from "#lib/domain/views/report.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import type { Ctx, TenantId } from "./context.ts";
import { recordAudit } from "./record-audit.ts";

/** Seeing the same again in the same session is no new entry for so long: a page is read in many requests. */
const quietMs = 15 * 60_000;
/** What is forgotten beyond these costs an entry that says the same again. */
const mostNoted = 20_000;

interface Noted {
  readonly at: number;
  readonly written: Promise<void>;
}

const noted = onceAProcess<Map<string, Noted>>("seen");

/** Lists with debtors, by what they hold. */
export type SeenGroup =
  | Exclude<ReportGroup, "failures">
  | "pending"
  | "comparison"
  | "gone"
  | "gone_obligations"
  | "closed"
  | "calls"
  | "holds";

/** Notes that the actor sees debtors of a list. Throws if it cannot be noted: then they must not be shown. */
export async function recordViewed(
  ctx: Ctx,
  tenantId: TenantId,
  { group, subject, shown }: { readonly group: SeenGroup; readonly subject?: string; readonly shown: number },
): Promise<void> {
  if (shown === 0) return;
  await recordOnce(ctx, [`viewed ${subject ?? tenantId} ${group}`], () =>
    recordAudit(tenantDatabase(tenantId), ctx, "debtors_viewed", {
      tenantId,
      ...(subject === undefined ? {} : { subject }),
      details: { group },
    }),
  );
}

/** Where a debtor is looked for: the page of one debtor, the palette, the page of a person's rights. */
export type SearchPlace = "debtors" | "palette" | "person";

/** Notes that the actor looks for debtors, or gets them shown by what they type: by their keyed hashes (decision 70). */
export async function recordSearched(
  ctx: Ctx,
  tenantId: TenantId,
  at: SearchPlace,
  identifications: readonly string[],
): Promise<void> {
  const people = [...new Set(identifications.map((typed) => digestOf(tenantId, typed)))];
  await recordOnce(
    ctx,
    people,
    (fresh) =>
      recordAudit(tenantDatabase(tenantId), ctx, "debtor_searched", {
        tenantId,
        details: { at, person: fresh.join(" ") },
      }),
    `searched ${at}`,
  );
}

/** As a hold of the person would have it, however the identification is typed. */
function digestOf(tenantId: TenantId, typed: string): string {
  const cleaned = cleanIdentification(typed, "text", () => undefined);
  return personDigest(tenantId, holdKey(cleaned === "" ? typed : cleaned));
}

/**
 * Writes what of `keys` was not written lately in this session. Requests of one moment wait for the same entry, and
 * fail with it.
 */
async function recordOnce(
  { actor, address }: Ctx,
  keys: readonly string[],
  write: (fresh: readonly string[]) => Promise<void>,
  prefix = "",
): Promise<void> {
  const known = noted.get(() => new Map());
  const now = performance.now();
  const nameOf = (key: string) => `${actor?.sessionId} ${address} ${prefix} ${key}`;
  const fresh = keys.filter((key) => (known.get(nameOf(key))?.at ?? -quietMs) <= now - quietMs);
  const written = fresh.length === 0 ? Promise.resolve() : write(fresh);
  for (const name of fresh.map(nameOf)) {
    known.delete(name);
    known.set(name, { at: now, written });
  }
  for (const name of known.keys()) {
    if (known.size <= mostNoted) break;
    known.delete(name);
  }
  try {
    await Promise.all(keys.map((key) => known.get(nameOf(key))?.written ?? written));
  } catch (error) {
    for (const name of fresh.map(nameOf)) if (known.get(name)?.written === written) known.delete(name);
    throw error;
  }
}
