import { type ClaimedBatch, selectPayloads } from "#lib/database/batches.ts";
import { database } from "#lib/database/client.ts";
import type { RepeatBehaviour } from "#lib/domain/access/views.ts";
import { requestBody } from "#lib/domain/portfolio/batch-debtors.ts";
import type { WolkvoxClient } from "#lib/wolkvox/client.ts";
import { judgeReply, type Verdict } from "#lib/wolkvox/verdict.ts";
import { halvesOf } from "./halves-of.ts";
import { noteSpent } from "./keep-token-budget.ts";
import { type AnswerPace, notePace, paceLimits } from "./pace-of.ts";
import { settleBatch } from "./settle-batch.ts";
import { type Settlement, settlementOf } from "./settlement-of.ts";
import { untilPlace } from "./take-call.ts";

export interface SendingRun {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly operation: string;
  readonly server: string;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly client: WolkvoxClient;
}

/** What a sent batch came to, in codes: for the log, and for the loop to know whether to go on. */
export interface SentBatch {
  readonly verdict: string;
  readonly isSettled: boolean;
  /** The run has stopped, or the batch has to wait. */
  readonly isHeld: boolean;
}

/**
 * Sends a claimed batch, judges the answer and settles it. The call is not cut short when a worker is asked to end: a request that
 * may have arrived is worth waiting for. Its own timeout ends before the lease does. `place` is its own at the gate.
 */
export async function sendBatch(
  run: SendingRun,
  batch: ClaimedBatch,
  place: { at: Date; beginAt: number },
): Promise<SentBatch> {
  const { tenantId, uploadId, server, repeatBehaviour } = run;
  const sent = await selectPayloads(database(), tenantId, batch.id);
  const payloads = sent.flatMap(({ payload }) => payload ?? []);
  // Sent short, the missing debtors would be judged by an answer that is not about them.
  if (payloads.length !== batch.debtors)
    throw new Error(`batch ${batch.id} has ${payloads.length} payloads of ${batch.debtors}`);
  await untilPlace(place);
  const startedAt = new Date();
  const exchange = await run.client.sendCollections(requestBody(run.operation, payloads));
  const verdict = judgeReply(sent, exchange);
  const { attempts, resends } = batch;
  const { probeSeconds } = paceLimits();
  const under = { attempts, resends, repeatBehaviour, probeSeconds, jitter: Math.random() };
  const settlement = settlementOf(verdict, under);
  const settling = settleBatch({
    tenantId,
    uploadId,
    batch,
    settlement,
    ...(settlement.state === "split" ? { halves: halvesOf(run.operation, sent) } : {}),
    call: {
      endpoint: "massive_collections",
      startedAt,
      durationMs: exchange.durationMs,
      httpStatus: exchange.kind === "reply" ? exchange.status : null,
      verdict: exchange.kind === "reply" ? verdict.kind : exchange.code,
      replyExcerpt: exchange.excerpt,
    },
  });
  // Side by side: the next call waits for both.
  const noting = notePace({
    server,
    takenAt: place.at,
    durationMs: exchange.durationMs,
    came: paceOf(verdict, settlement, exchange.kind),
  });
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
