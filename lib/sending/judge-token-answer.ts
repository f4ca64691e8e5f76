import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import type { TokenInformation } from "#lib/wolkvox/client.ts";
import { type JudgedAnswer, reasonOf } from "#lib/wolkvox/judge-answer.ts";

/** Judges an answer to tokenInformation: a budget, or one of the reasons that also stop or delay a run. */
export function judgeTokenAnswer(answer: JudgedAnswer<TokenInformation>, askedAt: Date): ConnectionTest {
  if (answer.kind === "answered") {
    return { isConnected: true, budget: { ...answer.data, askedAt: askedAt.toISOString() } };
  }
  const { exchange, verdict } = answer;
  const httpStatus = exchange.kind === "reply" ? exchange.status : null;
  return { isConnected: false, reason: reasonOf(verdict), httpStatus, remoteText: verdict.remoteText ?? "" };
}
