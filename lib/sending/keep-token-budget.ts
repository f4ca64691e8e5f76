import { lockFreeCall } from "#lib/database/batches/batches.ts";
import { beginAsking, endAsking, findBudget, type KeptBudget, keepBudget } from "#lib/database/calls/token-budgets.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import { askCrm } from "./ask-crm.ts";
import { paceLimits } from "./gate.ts";
import { judgeTokenAnswer } from "./judge-token-answer.ts";
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
  const asked = await askCrm({
    tenantId,
    server: connection.server,
    uploadId: null,
    batchId: null,
    endpoint: "token_information",
    debtors: 0,
    until: Date.now() + turnMs,
    ask: () => wolkvoxClientOf(tenantId, connection, timeoutMs).tokenInformation(),
    keep: async (tx, answer, { startedAt }) => {
      const test = judgeTokenAnswer(answer, startedAt);
      const isOwnProblem = !test.isConnected && test.reason !== "quota_spent";
      await keepBudget(tx, tenantId, test, isOwnProblem ? problemRecheckSeconds : paceLimits().quotaRecheckSeconds);
      return test;
    },
  });
  if (asked.kind === "asked") return asked.kept;
  await endAsking(database(), tenantId);
  // What closed the gate was said to somebody, not about this token: it is told, and not kept.
  if (asked.kind === "closed") return { isConnected: false, reason: asked.reason, httpStatus: null, remoteText: "" };
  return undefined;
}

/**
 * Before a tenant's calls: asks if it is time to (with `isSpentOnly` only whether a spent day has begun anew sooner than was said), and answers
 * what is known. Null: nothing is, so nothing is held back.
 */
export async function freshBudget(
  tenantId: string,
  connection: Connection,
  { isSpentOnly = false } = {},
): Promise<KeptBudget | null> {
  const kept = await findBudget(database(), tenantId);
  const isTime = isSpentOnly ? kept?.isSpent && kept.isDue : kept?.isDue !== false;
  if (!isTime) return kept;
  await askAndKeepBudget(tenantId, connection);
  return findBudget(database(), tenantId);
}
