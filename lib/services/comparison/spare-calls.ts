import { findBudget, type KeptBudget } from "#lib/database/calls/token-budgets.ts";
import type { Transaction } from "#lib/database/client.ts";
import { countCallsInLine, selectLastCalls } from "#lib/database/portfolios/last-calls.ts";
import { selectExpectations } from "#lib/database/portfolios/morning.ts";
import { spareCallsOf } from "#lib/domain/portfolio/comparison/sending.ts";
import { dayIn, isExpectedOn } from "#lib/domain/portfolio/morning/expected-loads.ts";
import type { TenantId } from "../context.ts";
import { countryHolidays } from "../portfolios/country-holidays.ts";

/**
 * The calls of a token's day that a load of a portfolio may make: what is left of it less what is in line and what the
 * other portfolios whose load is still expected today took last time. A token is one tenant's (decision 10). Null if
 * nobody knows how many are left. Only for use cases that have authorised.
 */
export async function spareCalls(db: Transaction, tenantId: TenantId, portfolioId: string): Promise<number | null> {
  const now = new Date();
  const left = leftOf(await findBudget(db, tenantId), now);
  if (left === null) return null;
  const others = (await selectExpectations(db, [tenantId])).filter(({ id }) => id !== portfolioId);
  const isHoliday = await countryHolidays();
  const expected = others.filter(({ expectedDays, expectedMinute, createdAt, tenant: { timeZone, country } }) => {
    const schedule = { days: expectedDays, minute: expectedMinute, timeZone, since: createdAt };
    return isExpectedOn({ ...schedule, isHoliday: (day) => isHoliday(country, day) }, now);
  });
  const ids = expected.map(({ id }) => id);
  const last = new Map((await selectLastCalls(db, tenantId, ids)).map((load) => [load.portfolioId, load]));
  const awaited = expected.map(({ id, tenant: { timeZone } }) => {
    const load = last.get(id);
    // As the morning has it: a load is of the day on which it was begun.
    const isHere = load !== undefined && dayIn(timeZone, load.createdAt) === dayIn(timeZone, now);
    return { isHere, lastCalls: load?.calls ?? 0 };
  });
  return spareCallsOf(left, await countCallsInLine(db, tenantId), awaited);
}

/** A day that is over since the CRM was asked has begun anew. */
function leftOf(budget: KeptBudget | null, now: Date): number | null {
  if (budget === null || budget.resetsAt === null) return null;
  return budget.resetsAt.getTime() > now.getTime() ? budget.available : budget.dailyLimit;
}
