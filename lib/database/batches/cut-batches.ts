import { createHash } from "node:crypto";
import { BatchCutter, defaultBatchLimits, envelopeBytes } from "#lib/domain/debtors/batch-debtors.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

/** A debtor that leaves the batch it is in. */
export interface CutDebtor {
  readonly ordinal: number;
  readonly batchId: string;
  readonly payload: string;
}

/** What batches are that debtors are cut into. */
export interface CutInto {
  readonly state: "pending" | "unchanged";
  /** Their debtors may have arrived with another upload. */
  readonly resends?: number;
  /** Places in the upload of which they take those that are free. */
  readonly ordinals: { readonly from: number; readonly to: number };
}

interface CutScope {
  readonly tenantId: string;
  readonly uploadId: string;
}

/**
 * Makes batches, within the tenant's limits, and moves debtors of an upload into them, in their order; returns how many.
 * The batches they leave are to be shrunk.
 */
export async function cutBatches(
  tx: Transaction,
  { tenantId, uploadId }: CutScope,
  debtors: readonly CutDebtor[],
  { state, resends = 0, ordinals: { from, to } }: CutInto,
): Promise<number> {
  const { batchSize } = await tx.upload.findFirstOrThrow({ where: { id: uploadId, tenantId } });
  const cutter = new BatchCutter({ ...defaultBatchLimits, debtors: batchSize });
  const cut: CutDebtor[][] = [];
  for (const debtor of debtors) {
    if (cutter.add(Buffer.byteLength(debtor.payload))) cut.push([]);
    cut.at(-1)?.push(debtor);
  }
  const free = await tx.$queryRaw<{ ordinal: number }[]>`
    -- A series in FROM would be made whole first.
    SELECT ordinal FROM (SELECT generate_series(${from}::int, ${to}::int) AS ordinal) AS every
    WHERE NOT EXISTS (SELECT FROM "Batch" b WHERE b."uploadId" = ${uploadId}::uuid AND b.ordinal = every.ordinal OFFSET 0)
    LIMIT ${cut.length}`;
  for (const [at, batch] of cut.entries()) {
    const id = newId();
    const ordinal = free[at]?.ordinal;
    if (ordinal === undefined) throw new Error(`no ordinal is free for a batch of upload ${uploadId}`);
    const counts = { debtors: batch.length, obligations: 0, balance: 0 };
    await tx.batch.create({ data: { id, tenantId, uploadId, ordinal, state, resends, ...counts, ...toldOf(batch) } });
    await tx.$executeRaw`
      UPDATE "Record" SET "batchId" = ${id}::uuid WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid
        AND ordinal = ANY(${batch.map((debtor) => debtor.ordinal)}::int[])`;
    await sumBatch(tx, tenantId, id);
  }
  return cut.length;
}

/** Places behind all other batches of an upload, as many as debtors. */
export async function placesBehind(
  tx: Transaction,
  { tenantId, uploadId }: CutScope,
  debtors: readonly CutDebtor[],
): Promise<CutInto["ordinals"]> {
  const { _max } = await tx.batch.aggregate({ where: { tenantId, uploadId }, _max: { ordinal: true } });
  const from = (_max.ordinal ?? 0) + 1;
  return { from, to: from + debtors.length - 1 };
}

/** Brings batches that debtors have left up to date; one that has none any more goes. */
export async function shrinkBatches(
  tx: Transaction,
  { tenantId, uploadId }: CutScope,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const where = { tenantId, uploadId, batchId: { in: [...ids] } };
  const left = await tx.record.findMany({
    where,
    select: { batchId: true, payload: true },
    orderBy: { ordinal: "asc" },
  });
  const byBatch = Map.groupBy(left, ({ batchId }) => batchId);
  const empty = ids.filter((id) => !byBatch.has(id));
  // The worker, which empties none, may delete none.
  if (empty.length > 0) await tx.batch.deleteMany({ where: { tenantId, uploadId, id: { in: empty } } });
  for (const [id, records] of byBatch) {
    const payloads = records.map(({ payload }) => ({ payload: payload ?? "" }));
    await tx.batch.update({ where: { tenantId, id }, data: toldOf(payloads) });
    await sumBatch(tx, tenantId, id);
  }
}

/** Counts the batches of a staged upload that are to be sent. */
export async function countBatches(tx: Transaction, { tenantId, uploadId }: CutScope): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Upload" SET "batchCount" = (
      SELECT count(*) FROM "Batch" b WHERE b."tenantId" = ${tenantId}::uuid AND b."uploadId" = ${uploadId}::uuid AND b.state = 'pending'
    ) WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}

/** Bytes and hash as staging makes them. */
function toldOf(records: readonly { readonly payload: string }[]): { bytes: number; sha256: string } {
  const hash = createHash("sha256");
  let bytes = envelopeBytes;
  for (const { payload } of records) {
    hash.update(payload).update("\n");
    bytes += Buffer.byteLength(payload) + 1;
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function sumBatch(tx: Transaction, tenantId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Batch" SET (debtors, obligations, balance) = (
      SELECT count(*), coalesce(sum(r.obligations), 0), coalesce(sum(r.balance), 0) FROM "Record" r
      WHERE r."tenantId" = ${tenantId}::uuid AND r."batchId" = ${id}::uuid
    ) WHERE "tenantId" = ${tenantId}::uuid AND id = ${id}::uuid`;
}
