import { portalDatabase, tenantDatabase } from "#lib/database/client.ts";
import { noteKeyChecks, selectKeyChecks, selectTokenUnder } from "#lib/database/operations/key-checks.ts";
import { selectTenantIds } from "#lib/database/tenants/tenants.ts";
import { type KeyCheck, secretKeyChecks } from "#lib/secrets/key-check.ts";
import { openToken } from "#lib/secrets/seal-token.ts";
import { CommandRefused } from "./command-refused.ts";

export interface ComparedKeys {
  /** Keys of SECRET_KEYS that are not those which this database knows under their names. */
  readonly wrong: readonly string[];
  /** Names that had a key at any time, these included. */
  readonly known: readonly string[];
}

/**
 * Compares the keys of SECRET_KEYS with those that this database knows. One whose name is new is noted first, so that
 * whoever comes after it must have the same; but not one that opens none of the tokens sealed under its name, as in a
 * database from before keys were noted.
 */
export async function compareKeys(): Promise<ComparedKeys> {
  const before = await selectKeyChecks(portalDatabase());
  const fresh = secretKeyChecks().filter(({ name }) => !before.has(name));
  const sound: KeyCheck[] = [];
  for (const check of fresh) if (await mayBeRight(check.name)) sound.push(check);
  if (sound.length > 0) await noteKeyChecks(portalDatabase(), sound);
  const now = sound.length > 0 ? await selectKeyChecks(portalDatabase()) : before;
  const unsound = fresh.filter((check) => !sound.includes(check)).map(({ name }) => name);
  return { wrong: [...unsound, ...namesOfOthers(now)], known: [...now.keys()] };
}

/** Throws if a key is another one than the database knows under its name; notes new ones as {@link compareKeys}. */
export async function refuseWrongKeys(): Promise<void> {
  refuse((await compareKeys()).wrong);
}

/** The same for a worker, which may note no key: one that no portal has noted yet is let through. */
export async function refuseOtherKeys(): Promise<void> {
  refuse(namesOfOthers(await selectKeyChecks(portalDatabase())));
}

/** Why this portal must not start, in words for who starts it; null if it may, or if the database does not answer. */
export async function whyKeysAreRefused(): Promise<string | null> {
  // Health says what is wrong with the database, and compares the keys once it answers.
  const { wrong } = await compareKeys().catch(() => ({ wrong: [] }));
  return wrong.length === 0 ? null : sentenceOf(wrong);
}

function namesOfOthers(known: ReadonlyMap<string, string>): string[] {
  return secretKeyChecks()
    .filter(({ name, value }) => (known.get(name) ?? value) !== value)
    .map(({ name }) => name);
}

/** Whether the key opens a token that is sealed under its name, or there is none. */
async function mayBeRight(keyId: string): Promise<boolean> {
  let isSealing = false;
  for (const tenantId of await selectTenantIds(portalDatabase())) {
    const token = await selectTokenUnder(tenantDatabase(tenantId), keyId);
    if (token === null) continue;
    isSealing = true;
    try {
      openToken(token, tenantId);
      return true;
    } catch {
      // One damaged row proves nothing: the next may open.
    }
  }
  return !isSealing;
}

function refuse(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new CommandRefused(sentenceOf(wrong));
}

function sentenceOf(wrong: readonly string[]): string {
  const named = wrong.map((name) => `the key "${name}" is not the one this database knows under that name`).join("; ");
  return `SECRET_KEYS: ${named}. Put back the one that was used before, or give this one another name.`;
}
