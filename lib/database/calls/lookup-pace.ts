import type { Transaction } from "../client.ts";

/** The measured pace of a tenant's lookups. */
export interface LookupPace {
  /** From the start of one call to the next, including the wait at the gate. */
  readonly secondsPerCall: number;
  /** One call for a debtor that is not found; one more per obligation for a debtor that is. */
  readonly callsPerDebtor: number;
}

/** Debtors in the average: the latest 50; fewer than five give no result. */
const maxDebtors = 50;
const leastDebtors = 5;
/** A longer gap between two calls is a pause (another read-back, or a wait) and is not averaged. */
const longestGapSeconds = 30;

/** The average over the debtors looked up last; null for fewer than five. */
export async function findLookupPace(db: Transaction, tenantId: string): Promise<LookupPace | null> {
  const [row] = await db.$queryRaw<{ debtors: number; calls: number; seconds: number | null }[]>`
    WITH queried AS (
      SELECT "startedAt" FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND endpoint = 'custom_query'
      ORDER BY "startedAt" DESC LIMIT ${maxDebtors}
    ), asked AS (
      SELECT "startedAt", true AS "isDebtor" FROM queried UNION ALL
      SELECT "startedAt", false FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND endpoint = 'query_obligation'
        AND "startedAt" >= (SELECT min("startedAt") FROM queried)
    ), gaps AS (
      SELECT "isDebtor", extract(epoch FROM "startedAt" - lag("startedAt") OVER (ORDER BY "startedAt")) AS seconds FROM asked
    )
    SELECT count(*) FILTER (WHERE "isDebtor")::int AS debtors, count(*)::int AS calls,
      (avg(seconds) FILTER (WHERE seconds < ${longestGapSeconds}))::float8 AS seconds
    FROM gaps`;
  if (row === undefined || row.seconds === null || row.debtors < leastDebtors) return null;
  return { secondsPerCall: row.seconds, callsPerDebtor: row.calls / row.debtors };
}
