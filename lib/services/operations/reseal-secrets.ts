import { database, withTransaction } from "#lib/database/client.ts";
import { lockSealedToken, replaceSealedToken, selectSealedElsewhere } from "#lib/database/operations/sealed-secrets.ts";
import { selectWorkerKeys } from "#lib/database/operations/worker-heartbeats.ts";
import { secretKeyIds } from "#lib/secrets/seal-secret.ts";
import { openToken, sealToken } from "#lib/secrets/seal-token.ts";

/**
 * Seals everything again that another key than the first one seals, one tenant a transaction, while workers send: their
 * next claim reads the new seal. Returns how many secrets it sealed again. Throws, with nothing changed, if a
 * living worker lacks the first key, because it could not open them.
 */
export async function resealSecrets(): Promise<number> {
  const [first = ""] = secretKeyIds();
  const workers = await selectWorkerKeys(database());
  if (workers.some((ids) => !ids.includes(first)))
    throw new Error(`A running worker lacks the key "${first}". Restart every portal and worker with it first.`);
  let resealed = 0;
  for (const tenantId of await selectSealedElsewhere(database(), first))
    resealed += (await resealToken(tenantId, first)) ? 1 : 0;
  return resealed;
}

function resealToken(tenantId: string, keyId: string): Promise<boolean> {
  return withTransaction(async (tx) => {
    const token = await lockSealedToken(tx, tenantId);
    // An admin was faster.
    if (token === null || token.tokenKeyId === keyId) return false;
    const { tokenSealed, tokenKeyId } = sealToken(openToken(token, tenantId), tenantId);
    await replaceSealedToken(tx, tenantId, { tokenSealed, tokenKeyId });
    return true;
  });
}
