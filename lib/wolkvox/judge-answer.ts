import type { Answer } from "./client.ts";
import type { Exchange } from "./exchange.ts";
import type { ReasonCode } from "./reasons.ts";
import { judgeReply, type Verdict } from "./verdict.ts";

/** A question's answer: its data, or what it means that there is none. */
export type JudgedAnswer<T> =
  | { readonly kind: "answered"; readonly data: T; readonly exchange: Exchange; readonly verdict: null }
  | { readonly kind: "unanswered"; readonly exchange: Exchange; readonly verdict: Verdict };

/** Judges what came instead of an answer as a load of nobody would be: only its kind, reason and text are of use. */
export function judgeAnswer<T>(answer: Answer<T>): JudgedAnswer<T> {
  if (answer.kind === "answered") return { ...answer, verdict: null };
  return { ...answer, verdict: judgeReply([], answer.exchange) };
}

/** Why nothing was learnt. A reply that would do for a load, but not for the question, cannot be read. */
export function reasonOf(verdict: Verdict): ReasonCode {
  return "reason" in verdict ? verdict.reason : "reply_not_json";
}
