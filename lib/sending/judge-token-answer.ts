import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import type { Answer, TokenInformation } from "#lib/wolkvox/client.ts";
import { judgeReply } from "#lib/wolkvox/verdict.ts";

/** What an answer to tokenInformation means: a budget, or a reason out of the same codes that stop or delay a run. */
export function judgeTokenAnswer(answer: Answer<TokenInformation>, askedAt: Date): ConnectionTest {
  if (answer.kind === "answered") {
    return { isConnected: true, budget: { ...answer.data, askedAt: askedAt.toISOString() } };
  }
  const { exchange } = answer;
  // Judged as a load of nobody would be: only its reason and text are of use here.
  const verdict = judgeReply([], exchange);
  const reason = "reason" in verdict ? verdict.reason : "reply_not_json";
  const httpStatus = exchange.kind === "reply" ? exchange.status : null;
  return { isConnected: false, reason, httpStatus, remoteText: verdict.remoteText ?? "" };
}
