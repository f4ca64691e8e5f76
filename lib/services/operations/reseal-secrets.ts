import {
  portalDatabase,
  type Transaction,
  tenantDatabase,
  withPortalTransaction,
  withTransaction,
} from "#lib/database/client.ts";
import { type SecretKind, secondFactors, tokens } from "#lib/database/operations/sealed-secrets.ts";
import { selectWorkerKeys } from "#lib/database/operations/worker-heartbeats.ts";
import { selectTenantIds } from "#lib/database/tenants/tenants.ts";
import { openSecret, sealSecret, secretKeyIds } from "#lib/secrets/seal-secret.ts";
import { refuseWrongKeys } from "./check-keys.ts";
import { CommandRefused } from "./command-refused.ts";

/**
 * Seals everything again that another key than the first one seals, one secret a transaction, while workers send: their
 * next claim reads the new seal. Returns how many secrets it sealed again. Throws, with nothing changed, if a
 * living worker lacks the first key, because it could not open them, or if
 * a key of this process is a wrong one.
 */
export async function resealSecrets(): Promise<number> {
  await refuseWrongKeys();
  const [first = ""] = secretKeyIds();
  const workers = await selectWorkerKeys(portalDatabase());
  if (workers.some((ids) => !ids.includes(first)))
    throw new CommandRefused(
      `A running worker lacks the key "${first}". Restart every portal and worker with it first.`,
    );
  let resealed = 0;
  for (const tenantId of await selectTenantIds(portalDatabase())) {
    for (const ownerId of await tokens.sealedElsewhere(tenantDatabase(tenantId), first))
      if (await withTransaction(tenantId, (tx) => reseal(tx, tokens, ownerId, first))) resealed++;
  }
  for (const ownerId of await secondFactors.sealedElsewhere(portalDatabase(), first))
    if (await withPortalTransaction((tx) => reseal(tx, secondFactors, ownerId, first))) resealed++;
  return resealed;
}

async function reseal(tx: Transaction, kind: SecretKind, ownerId: string, keyId: string): Promise<boolean> {
  const secret = await kind.lock(tx, ownerId);
  // Somebody was faster: a new secret is sealed under the first key.
  if (secret === null || secret.keyId === keyId) return false;
  await kind.replace(tx, ownerId, sealSecret(openSecret(secret, ownerId), ownerId));
  return true;
}
