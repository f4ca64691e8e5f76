import { lockFreeCall } from "#lib/database/batches/batches.ts";
import { beginAsking, endAsking, findBudget, type KeptBudget, keepBudget } from "#lib/database/calls/token-budgets.ts";
import { tenantDatabase, withTransaction } from "#lib/database/client.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import { canOpenToken } from "#lib/secrets/seal-token.ts";
import { askCrm } from "./ask-crm.ts";
import { paceLimits } from "./gate.ts";
import { judgeTokenAnswer } from "./judge-token-answer.ts";
import { type Connection, wolkvoxClientOf } from "./wolkvox-client-of.ts";

/** Short, because a page waits for the answer. */
const timeoutMs = 8_000;

/**
 * After an answer without a budget the CRM is asked again in ten minutes: each question uses
 * up one call of the day.
 */
const problemRecheckSeconds = 600;

/** How long a question waits for its place at the gate. */
const turnMs = 5_000;

/**
 * Asks the CRM what is left of a token's day and stores the answer for all processes. The question is a call
 * like any other: it counts against the tenant's calls in flight and takes a place at the gate. Undefined if
 * there was no room for it.
 */
export async function askAndKeepBudget(
  tenantId: TenantId,
  connection: Connection,
): Promise<ConnectionTest | undefined> {
  if (!canOpenToken(connection)) return notAsked("key_missing");
  const isOurs = await withTransaction(
    tenantId,
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
  await endAsking(tenantDatabase(tenantId), tenantId);
  // Whatever closed the gate is not about this token: it is reported but not stored.
  if (asked.kind === "closed") return notAsked(asked.reason);
  return undefined;
}

/** What there is to say where the CRM was not asked. */
export function notAsked(reason: string): ConnectionTest {
  return { isConnected: false, reason, httpStatus: null, remoteText: "" };
}

/**
 * Called before a tenant's calls: asks the CRM if it is time to, and returns what is known. Null if nothing
 * is known, so nothing is held back.
 * `isSpentOnly`: ask only whether a spent day has begun anew sooner than the CRM said.
 */
export async function freshBudget(
  tenantId: TenantId,
  connection: Connection,
  { isSpentOnly = false } = {},
): Promise<KeptBudget | null> {
  const kept = await findBudget(tenantDatabase(tenantId), tenantId);
  const isTime = isSpentOnly ? kept?.isSpent && kept.isDue : kept?.isDue !== false;
  if (!isTime) return kept;
  await askAndKeepBudget(tenantId, connection);
  return findBudget(tenantDatabase(tenantId), tenantId);
}
