import type { Transaction } from "../client.ts";

/** Bounds of the calls an upload spends on automatic read-backs: a quarter of the token's day, within these. */
const automaticCalls = { atLeast: 200, atMost: 1_000 };

/**
 * Marks an unconfirmed batch for automatic read-back while the upload's allowance lasts. The allowance is
 * limited because sending needs the token's day more, and because the next upload waits meanwhile, some
 * twenty minutes at most. The caller holds the upload's lock.
 */
export async function planReadBackOf(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  batchId: string,
): Promise<void> {
  await tx.$executeRaw`
    WITH price AS (
      SELECT (count(*) + coalesce(sum(obligations), 0))::int AS calls FROM "Record"
      WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ${batchId}::uuid AND state = 'unconfirmed'
    ), paid AS (
      UPDATE "Upload" u SET "readBackPlanned" = u."readBackPlanned" + price.calls FROM price
      WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid AND u."readBackPlanned" + price.calls <= greatest(
        ${automaticCalls.atLeast}::int,
        least(${automaticCalls.atMost}::int,
          coalesce((SELECT t."dailyLimit" / 4 FROM "TokenBudget" t WHERE t."tenantId" = u."tenantId"), 0)))
      RETURNING u.id
    )
    UPDATE "Batch" SET "readBackAt" = now() FROM paid
    WHERE "tenantId" = ${tenantId}::uuid AND "Batch".id = ${batchId}::uuid AND state = 'unconfirmed'`;
}

/** Marks every unconfirmed batch of an upload for read-back; returns how many were not marked before. */
export async function askReadBack(tx: Transaction, tenantId: string, uploadId: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Batch" SET "readBackAt" = now(), "readBackAttempts" = 0, "readBackAfter" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'unconfirmed' AND "readBackAt" IS NULL`;
}

export interface ReadBackPrice {
  readonly debtors: number;
  readonly obligations: number;
  /** Unconfirmed batches already marked for read-back. */
  readonly batchesUnderWay: number;
  /** When the first of these is due; null if one is due now or being read. */
  readonly startsAt: Date | null;
}

/** What reading back an upload's unconfirmed debtors costs: one call per debtor and one per obligation. */
export async function priceReadBack(db: Transaction, tenantId: string, uploadId: string): Promise<ReadBackPrice> {
  const [price] = await db.$queryRaw<ReadBackPrice[]>`
    SELECT u."unconfirmedDebtors" AS debtors, u."unconfirmedObligations" AS obligations,
      marked."batchesUnderWay", marked."startsAt"
    FROM "Upload" u, LATERAL (
      SELECT count(*)::int AS "batchesUnderWay",
        CASE WHEN bool_and(b."readBackAt" > now() AND b."leaseUntil" IS NULL) THEN min(b."readBackAt") END AS "startsAt"
      FROM "Batch" b WHERE b."uploadId" = u.id AND b.state = 'unconfirmed' AND b."readBackAt" IS NOT NULL
    ) AS marked
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  return price ?? { debtors: 0, obligations: 0, batchesUnderWay: 0, startsAt: null };
}
