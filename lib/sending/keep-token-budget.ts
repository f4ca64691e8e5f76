import { lockFreeCall } from "#lib/database/batches/batches.ts";
import { insertCall } from "#lib/database/calls/calls.ts";
import {
  beginAsking,
  endAsking,
  exhaustBudget,
  findBudget,
  type KeptBudget,
  keepBudget,
  keepBudgetProblem,
} from "#lib/database/calls/token-budgets.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import { holdUpload } from "#lib/database/uploads/runs.ts";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import type { Exchange } from "#lib/wolkvox/exchange.ts";
import { judgeReply } from "#lib/wolkvox/verdict.ts";
import { judgeTokenAnswer } from "./judge-token-answer.ts";
import { type AnswerPace, notePace, paceLimits } from "./pace-of.ts";
import { askForPlace, untilPlace } from "./take-call.ts";
import { type Connection, wolkvoxClientOf } from "./wolkvox-client-of.ts";

/** A page waits for it. */
const timeoutMs = 8_000;

/** What the CRM could not say is asked again after ten minutes: each question costs a use. */
const problemRecheckSeconds = 600;

/** So long a question waits for its turn at the gate. */
const turnMs = 5_000;

/**
 * Asks the CRM what is left of a token's day and keeps the answer where every process finds it. The question is a call like any other: it
 * counts against the calls a tenant may have in flight and passes the gate, and undefined means that there was no room for it.
 */
export async function askAndKeepBudget(tenantId: string, connection: Connection): Promise<ConnectionTest | undefined> {
  const isOurs = await withTransaction(
    async (tx) => (await lockFreeCall(tx, tenantId)) && (await beginAsking(tx, tenantId)),
  );
  if (!isOurs) return undefined;
  const { server } = connection;
  const place = await askForPlace(server, Date.now() + turnMs);
  if (place.kind !== "granted") {
    await endAsking(database(), tenantId);
    // What closed the gate was said to somebody, not about this token: it is told, and not kept.
    return place.kind === "late"
      ? undefined
      : { isConnected: false, reason: place.reason, httpStatus: null, remoteText: "" };
  }
  await untilPlace(place);
  const startedAt = new Date();
  const answer = await wolkvoxClientOf(tenantId, connection, timeoutMs).tokenInformation();
  const test = judgeTokenAnswer(answer, startedAt);
  const { exchange } = answer;
  const { quotaRecheckSeconds } = paceLimits();
  await notePace({ server, place, durationMs: exchange.durationMs, came: cameOf(exchange) });
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

/** What an answer about the day says of the server's own state: that it is at work on itself or wants fewer calls holds for all. */
function cameOf(exchange: Exchange): AnswerPace["came"] {
  const verdict = judgeReply([], exchange);
  if (verdict.kind !== "throttled") return { kind: exchange.kind === "reply" ? "answered" : "lost" };
  const { probeSeconds } = paceLimits();
  return { kind: "throttled", reason: verdict.reason, seconds: (verdict.retryAfterMs ?? probeSeconds * 1_000) / 1_000 };
}

/** Before a tenant's calls: asks if it is time to, and answers what is known. Null: nothing is, so nothing is held back. */
export async function freshBudget(tenantId: string, connection: Connection): Promise<KeptBudget | null> {
  const kept = await findBudget(database(), tenantId);
  if (kept !== null && !kept.isDue) return kept;
  await askAndKeepBudget(tenantId, connection);
  return findBudget(database(), tenantId);
}

/** Asks, if it is time to, whether a day that is spent has begun anew sooner than was said. */
export async function renewSpentBudget(tenantId: string, connection: Connection): Promise<void> {
  const kept = await findBudget(database(), tenantId);
  if (kept?.isSpent && kept.isDue) await askAndKeepBudget(tenantId, connection);
}

/** The CRM said itself that the token's day is spent: the upload waits for the next one. */
export async function noteSpent(tenantId: string, uploadId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const until = await exhaustBudget(tx, tenantId, paceLimits().quotaRecheckSeconds);
    await holdUpload(tx, tenantId, uploadId, "quota_spent", until);
  });
}
