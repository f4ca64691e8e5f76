import { type CutDebtor, countBatches, cutBatches, placesBehind, shrinkBatches } from "../batches/cut-batches.ts";
import type { Transaction } from "../client.ts";

/**
 * Debtors of a staged retry or correction who may have arrived with the upload they were taken from get batches of
 * their own that count as sent once. What holds for a call that was lost then holds for them: whether it goes again,
 * and what a refusal or a cancellation says of them.
 */
export async function setDoubtfulApart(tx: Transaction, tenantId: string, uploadId: string): Promise<void> {
  const doubtful = await selectDoubtful(tx, tenantId, uploadId);
  if (doubtful.length === 0) return;
  const scope = { tenantId, uploadId };
  const ordinals = await placesBehind(tx, scope, doubtful);
  await cutBatches(tx, scope, doubtful, { state: "pending", resends: 1, ordinals });
  await notePlaces(tx, tenantId, uploadId);
  await shrinkBatches(tx, scope, [...new Set(doubtful.map(({ batchId }) => batchId))]);
  await countBatches(tx, scope);
}

/**
 * They count as sent where the call went that may have brought them: only there a look-up finds them. A batch has one place,
 * that of its first debtor.
 */
async function notePlaces(tx: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Batch" b SET ("sentOperation", "sentServer") = (
      SELECT sent."sentOperation", sent."sentServer"
      FROM (
        SELECT r.identification FROM "Record" r WHERE r."tenantId" = b."tenantId" AND r."batchId" = b.id ORDER BY r.ordinal LIMIT 1
      ) AS of CROSS JOIN LATERAL (
        SELECT o."batchId" FROM "Record" o WHERE o."tenantId" = b."tenantId" AND o.identification = of.identification
          AND o."retriedAs" IS NULL AND o."retriedInId" = b."uploadId"
        UNION ALL
        SELECT o."batchId" FROM "Record" o WHERE o."retriedInId" = b."uploadId" AND o."retriedAs" = of.identification
          AND o."tenantId" = b."tenantId"
      ) AS o JOIN "Batch" sent ON sent.id = o."batchId" LIMIT 1
    ) WHERE b."tenantId" = ${tenantId}::uuid AND b."uploadId" = ${uploadId}::uuid AND b.state = 'pending' AND b.resends > 0`;
}

async function selectDoubtful(tx: Transaction, tenantId: string, uploadId: string): Promise<CutDebtor[]> {
  const takenFrom = await tx.takeover.findMany({ where: { tenantId, intoId: uploadId }, select: { fromId: true } });
  const unsure = await tx.upload.findMany({
    where: { tenantId, id: { in: takenFrom.map(({ fromId }) => fromId) }, unconfirmedDebtors: { gt: 0 } },
    select: { id: true },
  });
  if (unsure.length === 0) return [];
  // Debtor by debtor (decision 61): the tenant waits for this.
  return tx.$queryRaw`
    SELECT r.ordinal, r."batchId", r.payload FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = 'pending' AND (EXISTS (
        SELECT FROM "Record" o WHERE o."tenantId" = r."tenantId" AND o.identification = r.identification AND o."retriedAs" IS NULL
          AND o."uploadId" = ANY(${unsure.map(({ id }) => id)}::uuid[]) AND o."retriedInId" = r."uploadId" AND o.state = 'unconfirmed' OFFSET 0
      ) OR EXISTS (
        SELECT FROM "Record" o WHERE o."retriedInId" = r."uploadId" AND o."retriedAs" = r.identification
          AND o."tenantId" = r."tenantId" AND o.state = 'unconfirmed' OFFSET 0
      ))
    ORDER BY r.ordinal`;
}
