import { setTimeout as sleep } from "node:timers/promises";
import { findBudget, type KeptBudget } from "#lib/database/calls/token-budgets.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { isAllowed } from "#lib/domain/access/permission.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import { askAndKeepBudget, notAsked } from "#lib/sending/keep-token-budget.ts";
import type { Ctx, TenantId } from "../context.ts";

/** Asking costs one use of the token, so an answer serves every process for a minute, less our own calls since. */
const keptSeconds = 60;

/** How often, and after what pause, a page tries again to get a free call beside a run. */
const tries = 8;
const pauseMs = 250;

/**
 * Today's budget of a tenant's token. While a run uses all the calls that the token allows at once, the last
 * known one. Who only reads spends no call, and nobody does for a retired tenant: they get what is known of today,
 * or `not_asked`.
 */
export async function askTokenBudget(tenantId: TenantId, { actor }: Ctx): Promise<ConnectionTest> {
  const kept = await findBudget(tenantDatabase(tenantId), tenantId);
  if (kept?.ageSeconds !== null && kept?.ageSeconds !== undefined && kept.ageSeconds < keptSeconds) return asTest(kept);
  const connection = await findTenantConnection(tenantDatabase(tenantId), tenantId);
  if (connection === null) throw new AppError("not_found");
  const mayAsk = actor !== null && isAllowed(actor.role, "uploads.load") && connection.retiredAt === null;
  if (!mayAsk) return kept !== null && isOfToday(kept) ? asTest(kept) : notAsked("not_asked");
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const test = await askAndKeepBudget(tenantId, connection);
    if (test !== undefined) return test;
    await sleep(pauseMs);
  }
  const last = await findBudget(tenantDatabase(tenantId), tenantId);
  return last?.askedAt ? asTest(last) : notAsked("simultaneous_limit");
}

function isOfToday({ askedAt, resetsAt }: KeptBudget): boolean {
  return askedAt !== null && resetsAt !== null && resetsAt.getTime() > Date.now();
}

function asTest(kept: KeptBudget): ConnectionTest {
  const { dailyLimit, usedToday, available, hoursToRestart, askedAt } = kept;
  const isKnown = dailyLimit !== null && usedToday !== null && available !== null && hoursToRestart !== null;
  if (kept.problem === null && isKnown && askedAt !== null) {
    const budget = { limit: dailyLimit, usedToday, available, hoursToRestart, askedAt: askedAt.toISOString() };
    return { isConnected: true, budget };
  }
  return {
    isConnected: false,
    reason: kept.problem ?? "quota_spent",
    httpStatus: kept.httpStatus,
    remoteText: kept.remoteText ?? "",
  };
}
