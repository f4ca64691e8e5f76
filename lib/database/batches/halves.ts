import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";
import type { RecordOutcome } from "../records/records.ts";
import type { ClaimedBatch } from "./batches.ts";

/** One future half of a batch: the parent's debtors from one ordinal to another. */
export interface Half {
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  /** UTF-8 bytes of its request. */
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Moves a batch's debtors into two halves at the end of the upload, so good debtors are sent first (decision
 * 11). The caller holds the upload's lock, so ordinals and calls spent are exact. Returns false and changes
 * nothing if the root, the batch refused first, would cost more than `maxCalls`.
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

/**
 * Batches of an upload that were refused whole and halved, grouped by size, and how many of their halves have
 * been sent so far.
 */
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

/** Settles a batch that was marked `split` but not halved, with its debtors; erases payload and cells of the accepted. */
export async function settleUnsplit(
  tx: Transaction,
  tenantId: string,
  batch: Pick<ClaimedBatch, "id" | "debtors">,
  outcomes: readonly RecordOutcome[],
): Promise<void> {
  await tx.batch.updateMany({ where: { tenantId, id: batch.id, state: "split" }, data: { state: "settled" } });
  const count = await tx.$executeRaw`
    UPDATE "Record" r SET
      state = o.state, evidence = o.evidence, reason = o.reason, "remoteText" = o.text, "settledAt" = now(),
      payload = CASE WHEN o.state = 'accepted' THEN NULL ELSE r.payload END,
      source = CASE WHEN o.state = 'accepted' THEN NULL ELSE r.source END
    FROM unnest(
      ${outcomes.map((outcome) => outcome.identification)}::text[],
      ${outcomes.map((outcome) => outcome.state)}::"RecordState"[],
      ${outcomes.map((outcome) => outcome.evidence)}::"Evidence"[],
      ${outcomes.map((outcome) => outcome.reason)}::text[],
      ${outcomes.map((outcome) => outcome.remoteText)}::text[]
    ) AS o(identification, state, evidence, reason, text)
    WHERE r."tenantId" = ${tenantId}::uuid AND r."batchId" = ${batch.id}::uuid AND r.state = 'pending'
      AND r.identification = o.identification`;
  if (count !== batch.debtors)
    throw new Error(`batch ${batch.id}: ${count} of ${batch.debtors} debtors would be settled`);
}
