import type { Transaction } from "../client.ts";

/**
 * Moves a finished load, its records and what the snapshot has of it to an earlier time, keeping what was between
 * them. For the demo only: nothing else ever changes when something happened.
 */
export async function backdateLoad(db: Transaction, tenantId: string, uploadId: string, begunAt: Date): Promise<void> {
  await db.$executeRaw`
    WITH moved AS (SELECT ${begunAt}::timestamptz - "createdAt" AS by, "confirmedAt" AS place FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid),
    records AS (
      UPDATE "Record" SET "settledAt" = "settledAt" + moved.by FROM moved WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid
    ),
    calls AS (
      UPDATE "Call" SET "startedAt" = "startedAt" + moved.by FROM moved WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid
    ),
    snapshot AS (
      -- Also who was named gone by this load, and was sent by an earlier one.
      UPDATE "SnapshotDebtor" s SET place = s.place + moved.by, since = s.since + moved.by FROM moved
      WHERE s."tenantId" = ${tenantId}::uuid AND s.place = moved.place
    ),
    comparison AS (
      UPDATE "Comparison" SET "comparedAt" = "comparedAt" + moved.by, "frozenAt" = "frozenAt" + moved.by
      FROM moved WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid
    )
    UPDATE "Upload" SET "createdAt" = "createdAt" + moved.by, "stagedAt" = "stagedAt" + moved.by, "confirmedAt" = "confirmedAt" + moved.by,
      "startedAt" = "startedAt" + moved.by, "finishedAt" = "finishedAt" + moved.by, "overSince" = "overSince" + moved.by
    FROM moved WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}

/** The same for a portfolio. */
export async function backdatePortfolio(db: Transaction, tenantId: string, id: string, createdAt: Date): Promise<void> {
  await db.portfolio.update({ where: { tenantId_id: { tenantId, id } }, data: { createdAt } });
}
