import { insertCall, type NewCall } from "#lib/database/calls/calls.ts";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import type { Answer } from "#lib/wolkvox/client.ts";
import { type JudgedAnswer, judgeAnswer, reasonOf } from "#lib/wolkvox/judge-answer.ts";
import { type AskedPlace, askForPlace, paceLimits, type TakenPlace, untilNearly } from "./gate.ts";
import { type Caller, type ExchangeLine, makeCall } from "./make-call.ts";
import { throttledSeconds } from "./settlement-of.ts";

export interface Question<T, K> extends Caller {
  readonly uploadId: string | null;
  readonly batchId: string | null;
  readonly endpoint: NewCall["endpoint"];
  readonly debtors: number;
  /** Until when a place is waited for, in ms of Date.now(). */
  readonly until: number;
  /** A place that was taken already. A closed gate gives no second one for a while. */
  readonly given?: TakenPlace | null;
  /** Shortly before its place: false when it may not be asked. */
  readonly claim?: () => Promise<boolean>;
  readonly ask: () => Promise<Answer<T>>;
  /** Keeps what was learnt, in the transaction that writes the call's line. */
  readonly keep: (tx: Transaction, answer: JudgedAnswer<T>, line: ExchangeLine) => Promise<K>;
}

/** What a question came to. `kept` is what `keep` answered; the other two are {@link throttledSeconds} and the end of a day that is spent. */
export interface Asked<T, K> {
  readonly kind: "asked";
  readonly answer: JudgedAnswer<T>;
  readonly kept: K;
  readonly waitSeconds: number;
  readonly spentUntil: Date | null;
}

export type Unasked = Exclude<AskedPlace, TakenPlace> | { readonly kind: "unclaimed" };

/** A remote that is busy with itself and does not say for how long. */
export const busySeconds = 30;

/** Asks the CRM something: a call like any other, at a place of its own, that leaves its line in the log. */
export async function askCrm<T, K>(question: Question<T, K>): Promise<Asked<T, K> | Unasked> {
  const { server, until, given, claim, ask, keep, ...whose } = question;
  const place = given ?? (await askForPlace(server, until));
  if (place.kind !== "granted") return place;
  await untilNearly(place);
  if (claim !== undefined && !(await claim())) return { kind: "unclaimed" };
  const { answer, note } = await makeCall(question, place, async () => judgeAnswer(await ask()));
  const { verdict } = answer;
  const waitSeconds =
    verdict?.kind === "throttled" ? throttledSeconds(verdict, paceLimits().probeSeconds, busySeconds) : 0;
  const { written, spentUntil } = await note(waitSeconds, (line) =>
    withTransaction(async (tx) => {
      const kept = await keep(tx, answer, line);
      const word = verdict === null ? "answered" : reasonOf(verdict);
      await insertCall(tx, { ...whose, ...line, verdict: word, isSettling: true });
      return kept;
    }),
  );
  return { kind: "asked", answer, kept: written, waitSeconds, spentUntil };
}
