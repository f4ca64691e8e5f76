import type { Answer } from "./client.ts";
import type { Exchange } from "./exchange.ts";
import type { ReasonCode } from "./reasons.ts";
import { judgeReply, type Verdict } from "./verdict.ts";

/** The answer to a query: its data, or a verdict on why there is none. */
export type JudgedAnswer<T> =
  | { readonly kind: "answered"; readonly data: T; readonly exchange: Exchange; readonly verdict: null }
  | { readonly kind: "unanswered"; readonly exchange: Exchange; readonly verdict: Verdict };

/**
 * Judges a missing answer like the reply to a load without debtors: only the verdict's kind, reason and text
 * are useful.
 */
export function judgeAnswer<T>(answer: Answer<T>): JudgedAnswer<T> {
  if (answer.kind === "answered") return { ...answer, verdict: null };
  return { ...answer, verdict: judgeReply([], answer.exchange) };
}

/** Why nothing was learnt. A reply that is good for a load but does not answer the query counts as unreadable. */
export function reasonOf(verdict: Verdict): ReasonCode {
  return "reason" in verdict ? verdict.reason : "reply_not_json";
}
