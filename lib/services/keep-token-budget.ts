import { lockFreeCall } from "#lib/database/batches.ts";
import { insertCall } from "#lib/database/calls.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import { holdUpload } from "#lib/database/runs.ts";
import {
  beginAsking,
  exhaustBudget,
  findBudget,
  type KeptBudget,
  keepBudget,
  keepBudgetProblem,
} from "#lib/database/token-budgets.ts";
import type { ConnectionTest } from "#lib/domain/access/views.ts";
import { judgeTokenAnswer } from "./judge-token-answer.ts";
import { paceLimits } from "./pace-of.ts";
import { type Connection, wolkvoxClientOf } from "./wolkvox-client-of.ts";

/** A page waits for it. */
const timeoutMs = 8_000;

/** What the CRM could not say is asked again after ten minutes: each question costs a use. */
const problemRecheckSeconds = 600;

/**
 * Asks the CRM what is left of a token's day and keeps the answer where every process finds it. The question is a call like any other:
 * it counts against the calls a tenant may have in flight, and undefined means that none was free.
 */
export async function askAndKeepBudget(tenantId: string, connection: Connection): Promise<ConnectionTest | undefined> {
  const isOurs = await withTransaction(async (tx) => {
    if (!(await lockFreeCall(tx, tenantId))) return false;
    await beginAsking(tx, tenantId);
    return true;
  });
  if (!isOurs) return undefined;
  const startedAt = new Date();
  const answer = await wolkvoxClientOf(tenantId, connection, timeoutMs).tokenInformation();
  const test = judgeTokenAnswer(answer, startedAt);
  const { exchange } = answer;
  const { quotaRecheckSeconds } = paceLimits();
  await withTransaction(async (tx) => {
    if (test.isConnected) {
      const { limit, ...budget } = test.budget;
      await keepBudget(tx, tenantId, { ...budget, dailyLimit: limit }, quotaRecheckSeconds);
    } else {
      const isSpent = test.reason === "quota_spent";
      await keepBudgetProblem(tx, tenantId, test, isSpent ? quotaRecheckSeconds : problemRecheckSeconds);
      if (isSpent) await exhaustBudget(tx, tenantId, quotaRecheckSeconds);
    }
    await insertCall(tx, {
      tenantId,
      uploadId: null,
      batchId: null,
      endpoint: "token_information",
      startedAt,
      durationMs: exchange.durationMs,
      httpStatus: exchange.kind === "reply" ? exchange.status : null,
      verdict: test.isConnected ? "answered" : test.reason,
      isSettling: true,
      debtors: 0,
      replyExcerpt: exchange.excerpt,
    });
  });
  return test;
}

/** Before a tenant's calls: asks if it is time to, and answers what is known. Null: nothing is, so nothing is held back. */
export async function freshBudget(tenantId: string, connection: Connection): Promise<KeptBudget | null> {
  const kept = await findBudget(database(), tenantId);
  if (kept !== null && !kept.isDue) return kept;
  await askAndKeepBudget(tenantId, connection);
  return findBudget(database(), tenantId);
}

/** The CRM said itself that the token's day is spent: the upload waits for the next one. */
export async function noteSpent(tenantId: string, uploadId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const until = await exhaustBudget(tx, tenantId, paceLimits().quotaRecheckSeconds);
    await holdUpload(tx, tenantId, uploadId, "quota_spent", until);
  });
}
