import { portalDatabase } from "#lib/database/client.ts";
import { countSealedSecrets, type SealedUnder } from "#lib/database/operations/sealed-secrets.ts";
import { selectWorkerKeys } from "#lib/database/operations/worker-heartbeats.ts";
import { secretKeyIds } from "#lib/secrets/seal-secret.ts";
import { compareKeys } from "./check-keys.ts";

export interface Keys {
  /** This process's keys in their order, the one that seals first. */
  readonly keys: readonly SealedUnder[];
  /** Keys that seal something and that this process lacks. */
  readonly missing: readonly SealedUnder[];
  /** Keys that seal something, or would, and that a living worker lacks. */
  readonly missingAtWorkers: readonly string[];
  /** This process's keys that are others than the database knows under their names: nothing may be sealed with them. */
  readonly wrong: readonly string[];
  /** Names that had a key at any time, retired ones too. */
  readonly known: readonly string[];
}

/** The keys of SECRET_KEYS, what they seal, and which are missing where. Nothing of a key but its name. */
export async function listKeys(): Promise<Keys> {
  const [sealed, workers, compared] = await Promise.all([
    countSealedSecrets(portalDatabase()),
    selectWorkerKeys(portalDatabase()),
    compareKeys(),
  ]);
  const own = secretKeyIds();
  const needed = new Set([...own.slice(0, 1), ...sealed.map(({ keyId }) => keyId)]);
  return {
    keys: own.map((keyId) => sealed.find((one) => one.keyId === keyId) ?? { keyId, secrets: 0 }),
    missing: sealed.filter(({ keyId }) => !own.includes(keyId)),
    missingAtWorkers: [...needed].filter((keyId) => workers.some((ids) => !ids.includes(keyId))),
    ...compared,
  };
}
