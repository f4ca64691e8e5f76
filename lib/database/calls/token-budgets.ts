import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import type { Transaction } from "../client.ts";

/**
 * What is known of a token's day. `available` is the CRM's figure less our own calls since; null if the CRM
 * gave none.
 */
export interface KeptBudget {
  readonly askedAt: Date | null;
  readonly ageSeconds: number | null;
  readonly dailyLimit: number | null;
  readonly usedToday: number | null;
  readonly available: number | null;
  readonly hoursToRestart: number | null;
  readonly resetsAt: Date | null;
  readonly problem: string | null;
  readonly httpStatus: number | null;
  readonly remoteText: string | null;
  /** Nothing is left and the day is not over. */
  readonly isSpent: boolean;
  /**
   * Never queried, the day is over, or it is time to query again: a spent budget may be renewed sooner than
   * announced.
   */
  readonly isDue: boolean;
}

/** An answer is used for an hour; our own count of calls corrects it meanwhile. */
const keptSeconds = 3_600;

export async function findBudget(db: Transaction, tenantId: string): Promise<KeptBudget | null> {
  const [row] = await db.$queryRaw<KeptBudget[]>`
    SELECT "askedAt", extract(epoch FROM now() - "askedAt")::float8 AS "ageSeconds", "dailyLimit", "usedToday" + spent AS "usedToday",
      greatest(0, available - spent) AS available, "hoursToRestart", "resetsAt", problem, "httpStatus", "remoteText",
      coalesce(available - spent <= 0 AND "resetsAt" > now(), false) AS "isSpent",
      coalesce("askedAt" IS NULL OR "resetsAt" <= now() OR ((available - spent <= 0 OR problem IS NOT NULL) AND "recheckAt" <= now()) OR "askedAt" < now() - make_interval(secs => ${keptSeconds}), false) AS "isDue"
    FROM "TokenBudget" WHERE "tenantId" = ${tenantId}::uuid`;
  return row ?? null;
}

/** Counts a call that no claim has counted. */
export async function spendCall(tx: Transaction, tenantId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "TokenBudget" SET spent = spent + 1 WHERE "tenantId" = ${tenantId}::uuid`;
}

/** Takes back a call that a claim has counted and that was not made. */
export async function returnCall(db: Transaction, tenantId: string): Promise<void> {
  await db.$executeRaw`UPDATE "TokenBudget" SET spent = greatest(0, spent - 1) WHERE "tenantId" = ${tenantId}::uuid`;
}

/** How long one caller may take to query the budget before another one may. */
const askingSeconds = 25;

/**
 * Marks that the budget is being queried, which counts as a call in flight; the caller holds the tenant's
 * lock and has counted the others. False while somebody else is querying: each would end the other's mark.
 */
export async function beginAsking(tx: Transaction, tenantId: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO "TokenBudget" AS b ("tenantId", "askingUntil") VALUES (${tenantId}::uuid, now() + make_interval(secs => ${askingSeconds}))
    ON CONFLICT ("tenantId") DO UPDATE SET "askingUntil" = excluded."askingUntil"
    WHERE b."askingUntil" IS NULL OR b."askingUntil" <= now()`;
  return count === 1;
}

/** Removes the mark of {@link beginAsking}. */
export async function endAsking(db: Transaction, tenantId: string): Promise<void> {
  await db.tokenBudget.updateMany({ where: { tenantId }, data: { askingUntil: null } });
}

/**
 * Stores the CRM's answer. Uploads that waited for the budget continue if something is left. If the CRM gave
 * no figures, the earlier ones stay. A spent or missing budget is queried again after `recheckSeconds`.
 */
export async function keepBudget(
  tx: Transaction,
  tenantId: string,
  test: ConnectionTest,
  recheckSeconds: number,
): Promise<void> {
  if (!test.isConnected) {
    await tx.$executeRaw`
      UPDATE "TokenBudget" SET "askingUntil" = NULL, "askedAt" = now(), spent = 0, "usedToday" = "usedToday" + spent,
        available = CASE WHEN "resetsAt" > now() THEN available - spent END, "resetsAt" = CASE WHEN "resetsAt" > now() THEN "resetsAt" END,
        problem = ${test.reason}, "httpStatus" = ${test.httpStatus}::int, "remoteText" = ${test.remoteText.replaceAll("\0", "\uFFFD")},
        "recheckAt" = now() + make_interval(secs => ${recheckSeconds}::float8)
      WHERE "tenantId" = ${tenantId}::uuid`;
    return;
  }
  const { limit, usedToday, available, hoursToRestart } = test.budget;
  await tx.$executeRaw`
    UPDATE "TokenBudget" SET "askingUntil" = NULL, "askedAt" = now(), spent = 0, problem = NULL, "httpStatus" = NULL, "remoteText" = NULL,
      "dailyLimit" = ${limit}, "usedToday" = ${usedToday}, available = ${available},
      "hoursToRestart" = ${hoursToRestart}::float8, "resetsAt" = now() + ${hoursToRestart}::float8 * interval '1 hour',
      "recheckAt" = now() + make_interval(secs => ${recheckSeconds}::float8)
    WHERE "tenantId" = ${tenantId}::uuid`;
  if (available <= 0) return;
  await tx.$executeRaw`
    UPDATE "Upload" SET "waitReason" = NULL, "waitUntil" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "waitReason" = 'quota_spent'`;
}

/**
 * The CRM itself reported that the day is spent. The day restarts at the time the CRM gave before; if it
 * never gave one, the token is tried again after `recheckSeconds`. Returns that time.
 */
export async function exhaustBudget(tx: Transaction, tenantId: string, recheckSeconds: number): Promise<Date> {
  const [row] = await tx.$queryRaw<{ resetsAt: Date }[]>`
    INSERT INTO "TokenBudget" AS b ("tenantId", available, "resetsAt", "askedAt", "recheckAt")
    VALUES (${tenantId}::uuid, 0, now() + make_interval(secs => ${recheckSeconds}::float8), now(), now() + make_interval(secs => ${recheckSeconds}::float8))
    ON CONFLICT ("tenantId") DO UPDATE SET available = 0, spent = 0, "recheckAt" = excluded."recheckAt", "askedAt" = excluded."askedAt",
      "resetsAt" = CASE WHEN b."resetsAt" > now() THEN b."resetsAt" ELSE excluded."resetsAt" END
    RETURNING "resetsAt"`;
  if (row === undefined) throw new Error("the budget was not kept");
  return row.resetsAt;
}

/** Deletes the budget of a token that is no longer used. */
export async function forgetBudget(tx: Transaction, tenantId: string): Promise<void> {
  await tx.tokenBudget.deleteMany({ where: { tenantId } });
}
