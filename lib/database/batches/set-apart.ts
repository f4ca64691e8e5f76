import type { Transaction } from "../client.ts";
import { type CutDebtor, cutBatches, placesBehind, shrinkBatches } from "./cut-batches.ts";

/**
 * Gives debtors of a batch whose call was lost batches of their own, because that call did not carry them: nothing of
 * them can have arrived. The caller holds the upload's lock.
 */
export async function setApart(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  batchId: string,
  identifications: readonly string[],
): Promise<void> {
  const debtors = await tx.$queryRaw<CutDebtor[]>`
    SELECT ordinal, "batchId", payload FROM "Record"
    WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ${batchId}::uuid AND identification = ANY(${[...identifications]}::text[]) AND state = 'pending'
    ORDER BY ordinal`;
  const scope = { tenantId, uploadId };
  const ordinals = await placesBehind(tx, scope, debtors);
  const count = await cutBatches(tx, scope, debtors, { state: "pending", ordinals });
  await shrinkBatches(tx, scope, [batchId]);
  await tx.upload.updateMany({ where: { tenantId, id: uploadId }, data: { batchCount: { increment: count } } });
}
