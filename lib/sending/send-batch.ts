import type { AnsweredClaim, ClaimedBatch } from "#lib/database/batches/batches.ts";
import { requestBody } from "#lib/domain/debtors/batch-debtors.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { WolkvoxClient } from "#lib/wolkvox/client.ts";
import type { Exchange, Failure } from "#lib/wolkvox/exchange.ts";
import { judgeReply, type Verdict } from "#lib/wolkvox/verdict.ts";
import { isTooOldToCall } from "./claim-age.ts";
import { halvesOf } from "./halves-of.ts";
import { noteSpent } from "./keep-token-budget.ts";
import { type AnswerPace, notePace, paceLimits } from "./pace-of.ts";
import { settleBatch } from "./settle-batch.ts";
import { type Settlement, settlementOf } from "./settlement-of.ts";
import { type TakenPlace, untilPlace } from "./take-call.ts";

export interface SendingRun {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly operation: string;
  readonly server: string;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly client: WolkvoxClient;
  /** Of the connection all this was read from. */
  readonly connectionVersion: number;
}

/** What a sent batch came to, in codes: for the log, and for the loop to know whether to go on. */
export interface SentBatch {
  readonly verdict: string;
  readonly isSettled: boolean;
  /** The run has stopped, or the batch has to wait. */
  readonly isHeld: boolean;
}

/** A batch whose call is over and has been judged; what came of it is yet to be written. */
export interface AnsweredBatch extends AnsweredClaim {
  /** Every debtor was proved to be written and the server is at its quickest: nothing in the answer bears on the next call. */
  readonly canWait: boolean;
  settle(): Promise<SentBatch>;
}

/** The call of a worker that stood still (its process stopped, its machine suspended) between claim and call: it is not made. */
const notMade: Failure = { kind: "failure", code: "aborted", phase: "before_sent", excerpt: "", durationMs: 0 };

/**
 * Sends a claimed batch and judges the answer. The call is not cut short when a worker is asked to end: a request that may have arrived
 * is worth waiting for. Its own timeout ends before the lease does. `place` is its own at the gate, `claimAge` in ms.
 */
export async function sendBatch(
  run: SendingRun,
  batch: ClaimedBatch,
  place: TakenPlace,
  claimAge: () => number,
): Promise<AnsweredBatch> {
  const payloads = batch.sent.flatMap(({ payload }) => payload ?? []);
  // Sent short, the missing debtors would be judged by an answer that is not about them.
  if (payloads.length !== batch.debtors)
    throw new Error(`batch ${batch.id} has ${payloads.length} payloads of ${batch.debtors}`);
  const body = requestBody(run.operation, payloads);
  await untilPlace(place);
  const startedAt = new Date();
  const exchange = isTooOldToCall(claimAge()) ? notMade : await run.client.sendCollections(body);
  const verdict = judgeReply(batch.sent, exchange);
  return {
    id: batch.id,
    fence: batch.fence,
    canWait: verdict.kind === "accepted" && place.isAtBest,
    settle: () => settle(run, batch, place, { startedAt, exchange, verdict }),
  };
}

interface JudgedCall {
  readonly startedAt: Date;
  readonly exchange: Exchange;
  readonly verdict: Verdict;
}

async function settle(
  { tenantId, uploadId, operation, server, repeatBehaviour }: SendingRun,
  batch: ClaimedBatch,
  place: TakenPlace,
  { startedAt, exchange, verdict }: JudgedCall,
): Promise<SentBatch> {
  const { attempts, resends, sent } = batch;
  const { probeSeconds } = paceLimits();
  const under = { attempts, resends, repeatBehaviour, probeSeconds, jitter: Math.random() };
  const settlement = settlementOf(verdict, under);
  const { durationMs } = exchange;
  const settling = settleBatch({
    tenantId,
    uploadId,
    batch,
    settlement,
    ...(settlement.state === "split" ? { halves: halvesOf(operation, sent) } : {}),
    call: {
      startedAt,
      durationMs,
      httpStatus: exchange.kind === "reply" ? exchange.status : null,
      verdict: exchange.kind === "reply" ? verdict.kind : exchange.code,
      replyExcerpt: exchange.excerpt,
    },
  });
  // Side by side: the next call may wait for both. A call that was not made says nothing of the server.
  const came = paceOf(verdict, settlement, exchange.kind);
  const noting = exchange === notMade ? undefined : notePace({ server, place, durationMs, came });
  const [isSettled] = await Promise.all([settling, noting]);
  if (settlement.waitReason === "quota_spent") await noteSpent(tenantId, uploadId);
  const isHeld = settlement.state === "pending" && !settlement.isResend;
  return { verdict: verdict.kind, isSettled, isHeld };
}

function paceOf(verdict: Verdict, settlement: Settlement, kind: "reply" | "failure"): AnswerPace["came"] {
  if (verdict.kind === "throttled")
    return { kind: "throttled", reason: verdict.reason, seconds: settlement.delaySeconds };
  return { kind: kind === "reply" ? "answered" : "lost" };
}
