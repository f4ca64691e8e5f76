import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

/** One half to come of a batch: its debtors are those of the parent from one ordinal to another. */
export interface Half {
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  /** UTF-8 bytes of its request. */
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Gives the debtors of a batch to its two halves, which come after everything the upload has: what is good goes out first. The caller
 * holds the upload's lock, so ordinals and the price of the root are counted exactly. False, and nothing is done, when the batch that
 * was refused first has cost `maxCalls` calls already.
 */
export async function splitBatch(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  batchId: string,
  halves: readonly Half[],
  maxCalls: (debtorsOfRoot: number) => number,
): Promise<boolean> {
  const [root] = await tx.$queryRaw<{ id: string; debtors: number; spent: number; nextOrdinal: number }[]>`
    SELECT r.id, r.debtors,
      (SELECT count(*) FROM "Batch" c WHERE c."rootId" = r.id)::int AS spent,
      (SELECT max(o.ordinal) + 1 FROM "Batch" o WHERE o."uploadId" = b."uploadId") AS "nextOrdinal"
    FROM "Batch" b JOIN "Batch" r ON r.id = coalesce(b."rootId", b.id)
    WHERE b."tenantId" = ${tenantId}::uuid AND b.id = ${batchId}::uuid`;
  if (root === undefined) throw new Error(`batch ${batchId} is gone`);
  if (root.spent + halves.length > maxCalls(root.debtors)) return false;
  for (const [index, half] of halves.entries()) {
    const id = newId();
    await tx.$executeRaw`
      INSERT INTO "Batch" (id, "tenantId", "uploadId", ordinal, "parentId", "rootId", debtors, obligations, balance, bytes, sha256)
      SELECT ${id}::uuid, ${tenantId}::uuid, ${uploadId}::uuid, ${root.nextOrdinal + index}::int, ${batchId}::uuid, ${root.id}::uuid,
        count(*), sum(obligations), sum(balance), ${half.bytes}::int, ${half.sha256}
      FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ${batchId}::uuid
        AND ordinal BETWEEN ${half.firstOrdinal} AND ${half.lastOrdinal}`;
    await tx.$executeRaw`
      UPDATE "Record" SET "batchId" = ${id}::uuid
      WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ${batchId}::uuid AND ordinal BETWEEN ${half.firstOrdinal} AND ${half.lastOrdinal}`;
  }
  await tx.$executeRaw`
    UPDATE "Upload" SET "batchCount" = "batchCount" + ${halves.length}
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
  return true;
}

/** The batches of an upload that were refused whole and halved, by their size, and how many of their halves have been sent so far. */
export function countHalving(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<{ debtorsOfRoot: number; batches: number; calls: number }[]> {
  return db.$queryRaw`
    SELECT r.debtors AS "debtorsOfRoot", count(DISTINCT r.id)::int AS batches, count(*) FILTER (WHERE c.attempts > 0)::int AS calls
    FROM "Batch" r JOIN "Batch" c ON c."rootId" = r.id
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = 'split' AND r."rootId" IS NULL
    GROUP BY r.debtors`;
}

/** A batch marked as split that was not: its debtors end with it. */
export async function settleUnsplit(tx: Transaction, tenantId: string, batchId: string): Promise<void> {
  await tx.batch.updateMany({ where: { tenantId, id: batchId, state: "split" }, data: { state: "settled" } });
}
