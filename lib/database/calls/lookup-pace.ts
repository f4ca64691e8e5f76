import type { Transaction } from "../client.ts";

/** How lookups of a tenant really went. */
export interface LookupPace {
  /** From one call to the next, the wait at the gate included. */
  readonly secondsPerCall: number;
  /** One that finds nobody is one call; one that finds everything asks for each obligation too. */
  readonly callsPerDebtor: number;
}

/** So many debtors are remembered, and no fewer say anything. */
const maxDebtors = 50;
const leastDebtors = 5;
/** A longer time between two calls is a pause: another read-back, or a wait. */
const longestGapSeconds = 30;

/** Over the debtors that were looked up last; null where there were hardly any. */
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
