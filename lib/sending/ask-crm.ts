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
  /** Until when to wait for a place, in ms of Date.now(). */
  readonly until: number;
  /** A place that is already taken. A closed gate gives no second one for a while. */
  readonly given?: TakenPlace | null;
  /** Called shortly before its place; false if the call must not be made. */
  readonly claim?: () => Promise<boolean>;
  readonly ask: () => Promise<Answer<T>>;
  /** Stores what was learnt, in the transaction that writes the call to the log. */
  readonly keep: (tx: Transaction, answer: JudgedAnswer<T>, line: ExchangeLine) => Promise<K>;
}

/**
 * The result of a question. `kept` is what `keep` returned. `waitSeconds`: see {@link throttledSeconds}.
 * `spentUntil`: when a spent day begins anew, otherwise null.
 */
export interface Asked<T, K> {
  readonly kind: "asked";
  readonly answer: JudgedAnswer<T>;
  readonly kept: K;
  readonly waitSeconds: number;
  readonly spentUntil: Date | null;
}

export type Unasked = Exclude<AskedPlace, TakenPlace> | { readonly kind: "unclaimed" };

/** Wait for a CRM that is busy and does not say for how long. */
export const busySeconds = 30;

/** Asks the CRM a question. It is a call like any other: at a place of its own, and written to the log. */
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
    withTransaction(whose.tenantId, async (tx) => {
      const kept = await keep(tx, answer, line);
      const word = verdict === null ? "answered" : reasonOf(verdict);
      await insertCall(tx, { ...whose, ...line, verdict: word, isSettling: true });
      return kept;
    }),
  );
  return { kind: "asked", answer, kept: written, waitSeconds, spentUntil };
}
