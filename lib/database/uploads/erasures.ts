import type { Transaction } from "../client.ts";

/**
 * Locks the batches of an upload that are being read back or wait for it; false if one is under a lease,
 * because its worker may still write results. Waits for a batch that is being claimed at this moment;
 * afterwards none can be claimed.
 */
export async function lockReadBacks(tx: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  const open = await tx.$queryRaw<{ isLeased: boolean }[]>`
    SELECT "leaseUntil" IS NOT NULL AS "isLeased" FROM "Batch"
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ("leaseUntil" IS NOT NULL OR "readBackAt" IS NOT NULL)
    ORDER BY id FOR UPDATE`;
  return open.every(({ isLeased }) => !isLeased);
}

/** Cancels an upload's pending read-backs: after erasure there is nothing to compare with. */
export async function takeBackReadBacks(tx: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await tx.batch.updateMany({ where: { tenantId, uploadId, readBackAt: { not: null } }, data: { readBackAt: null } });
}

/**
 * Marks an upload that is over as erased and stores its tenant's retention days; false if it is already
 * marked. Erases the remote's words about the run at once. `isDue`: only if it has been over for longer than
 * the retention days.
 */
export async function markErased(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  { isDue }: { readonly isDue: boolean },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Upload" u SET "erasedAt" = clock_timestamp(), "erasedAfterDays" = t."retentionDays", "stopDetail" = NULL, "alikeKey" = NULL
    FROM "Tenant" t
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid AND t.id = u."tenantId"
      AND u."overSince" IS NOT NULL AND u."erasedAt" IS NULL
      AND (NOT ${isDue}::boolean OR u."overSince" < now() - make_interval(days => t."retentionDays"))`;
  return count === 1;
}

/** Whether an upload's data is erased, or about to be. */
export async function isErased(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  return (await db.upload.count({ where: { tenantId, id: uploadId, erasedAt: { not: null } } })) === 1;
}

export interface ErasureRanges {
  /** Highest ordinal of its debtors and highest row of its left-out rows; -1 if there are none. */
  readonly lastOrdinal: number;
  readonly lastRow: number;
}

/** How far an upload's debtors and left-out rows go. */
export async function findErasureRanges(db: Transaction, tenantId: string, uploadId: string): Promise<ErasureRanges> {
  const where = { tenantId, uploadId };
  const [record, row] = await Promise.all([
    db.record.findFirst({ where, orderBy: { ordinal: "desc" }, select: { ordinal: true } }),
    db.leftOutRow.findFirst({ where, orderBy: { row: "desc" }, select: { row: true } }),
  ]);
  return { lastOrdinal: record?.ordinal ?? -1, lastRow: row?.row ?? -1 };
}

/** Part of an upload by ordinals or rows: `after` exclusive, `upTo` inclusive. */
export interface ErasureSlice {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Erases payload, cells, digest and the remote's words of some debtors; identification and outcome stay.
 * Returns how many debtors had any.
 */
export function eraseRecords(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  { after, upTo }: ErasureSlice,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Record" SET payload = NULL, source = NULL, "remoteText" = NULL, digest = NULL, "stableDigest" = NULL, "fileDigest" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal > ${after} AND ordinal <= ${upTo}
      AND num_nonnulls(payload, source, "remoteText", digest, "stableDigest", "fileDigest") > 0`;
}

/**
 * Erases payload and cells of some unchanged debtors: the snapshot has what they would have sent. Their digests stay,
 * as those of accepted ones do. Returns how many debtors had any.
 */
export function eraseUnchanged(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  { after, upTo }: ErasureSlice,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Record" SET payload = NULL, source = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal > ${after} AND ordinal <= ${upTo}
      AND state = 'unchanged' AND num_nonnulls(payload, source) > 0`;
}

/** Erases the cells of some left-out rows and the values quoted in their issues; which issues they had stays. */
export function eraseLeftOutRows(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  { after, upTo }: ErasureSlice,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "LeftOutRow" SET source = NULL,
      issues = (SELECT coalesce(jsonb_agg((i - 'proposal') || '{"params": {}}' ORDER BY n), '[]') FROM jsonb_array_elements(issues) WITH ORDINALITY AS e(i, n))
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "row" > ${after} AND "row" <= ${upTo} AND source IS NOT NULL`;
}

export interface ErasedSlice {
  readonly erased: number;
  /** The last one examined; null if there was none left. */
  readonly last: string | null;
}

/** Erases the replies of some calls, which may quote debtors, in the order of ids after `after`. */
export async function eraseReplies(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  after: string | null,
  limit: number,
): Promise<ErasedSlice> {
  const calls = await tx.call.findMany({
    where: { tenantId, uploadId, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true },
  });
  const ids = calls.map(({ id }) => id);
  const { count } = await tx.call.updateMany({
    where: { id: { in: ids }, replyExcerpt: { not: null } },
    data: { replyExcerpt: null },
  });
  return { erased: count, last: ids.at(-1) ?? null };
}

/**
 * Deletes some debtors that a comparison lists, in the order of identifications after `after` ("": the first); the
 * figures stay.
 */
export async function eraseCompared(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  after: string,
  limit: number,
): Promise<ErasedSlice> {
  const [erased] = await tx.$queryRaw<ErasedSlice[]>`
    WITH deleted AS (
      DELETE FROM "ComparedDebtor" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND identification IN (
        SELECT identification FROM "ComparedDebtor"
        WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND identification > ${after}
        ORDER BY identification LIMIT ${limit}
      ) RETURNING identification
    ) SELECT count(*)::int AS erased, max(identification) AS last FROM deleted`;
  return erased ?? { erased: 0, last: null };
}

/** What an upload's erasure removed, by the upload's own counters: the same however often it was interrupted. */
export interface ErasedFigures {
  readonly retentionDays: number;
  /** Debtors whose data was still stored: all that were neither accepted nor unchanged. */
  readonly debtors: number;
  readonly rows: number;
  readonly calls: number;
}

/**
 * Ends an erasure: erases the rest of staging and the set-aside rows, whose notes may name people. Null if it
 * was already ended.
 */
export async function endErasure(tx: Transaction, tenantId: string, uploadId: string): Promise<ErasedFigures | null> {
  await tx.setAsideRow.updateMany({ where: { tenantId, uploadId, source: { not: null } }, data: { source: null } });
  await tx.chunk.updateMany({
    where: { tenantId, uploadId, source: { not: null } },
    data: { identifications: null, source: null, textBytes: null },
  });
  const [ended] = await tx.$queryRaw<ErasedFigures[]>`
    UPDATE "Upload" SET "erasureEndedAt" = clock_timestamp()
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid AND "erasedAt" IS NOT NULL AND "erasureEndedAt" IS NULL
    RETURNING "erasedAfterDays" AS "retentionDays", "stagedDebtors" - "acceptedDebtors" - "unchangedDebtors" AS debtors, "leftOutRows" AS rows, "callsMade" AS calls`;
  return ended ?? null;
}
