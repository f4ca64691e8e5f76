import { database, withTransaction } from "#lib/database/client.ts";
import { type SecretKind, secretKinds } from "#lib/database/operations/sealed-secrets.ts";
import { selectWorkerKeys } from "#lib/database/operations/worker-heartbeats.ts";
import { openSecret, sealSecret, secretKeyIds } from "#lib/secrets/seal-secret.ts";

/**
 * Seals everything again that another key than the first one seals, one secret a transaction, while workers send: their
 * next claim reads the new seal. Returns how many secrets it sealed again. Throws, with nothing changed, if a
 * living worker lacks the first key, because it could not open them.
 */
export async function resealSecrets(): Promise<number> {
  const [first = ""] = secretKeyIds();
  const workers = await selectWorkerKeys(database());
  if (workers.some((ids) => !ids.includes(first)))
    throw new Error(`A running worker lacks the key "${first}". Restart every portal and worker with it first.`);
  let resealed = 0;
  for (const kind of secretKinds) {
    for (const ownerId of await kind.sealedElsewhere(database(), first))
      resealed += (await reseal(kind, ownerId, first)) ? 1 : 0;
  }
  return resealed;
}

function reseal(kind: SecretKind, ownerId: string, keyId: string): Promise<boolean> {
  return withTransaction(async (tx) => {
    const secret = await kind.lock(tx, ownerId);
    // Somebody was faster: a new secret is sealed under the first key.
    if (secret === null || secret.keyId === keyId) return false;
    await kind.replace(tx, ownerId, sealSecret(openSecret(secret, ownerId), ownerId));
    return true;
  });
}
