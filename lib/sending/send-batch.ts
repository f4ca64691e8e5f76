import { type AnsweredClaim, type ClaimedBatch, leaseSeconds } from "#lib/database/batches/batches.ts";
import { returnCall } from "#lib/database/calls/token-budgets.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import type { RecordOutcome } from "#lib/database/records/records.ts";
import { holdUpload } from "#lib/database/uploads/runs.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { requestBody } from "#lib/domain/debtors/batch-debtors.ts";
import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { workEnv } from "#lib/env.ts";
import type { WolkvoxClient } from "#lib/wolkvox/client.ts";
import type { Exchange } from "#lib/wolkvox/exchange.ts";
import { judgeReply, type Verdict } from "#lib/wolkvox/verdict.ts";
import { paceLimits, type TakenPlace } from "./gate.ts";
import { halvesOf } from "./halves-of.ts";
import { type MadeCall, makeCall, notMade } from "./make-call.ts";
import { settleBatch } from "./settle-batch.ts";
import { settlementOf } from "./settlement-of.ts";
import { nothingSent, withOthers, withWithheld } from "./with-others.ts";

export interface SendingRun {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  /** Id of the request that confirmed the upload; null if nobody knows it. */
  readonly request: string | null;
  readonly operation: string;
  readonly server: string;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly obligations: ObligationsBehaviour;
  readonly isCloseOut: boolean;
  readonly client: WolkvoxClient;
  /** Version of the connection that all this was read from. */
  readonly connectionVersion: number;
}

/** What came of a sent batch, in codes: for the log, and for the lane to know whether to go on. */
export interface SentBatch {
  readonly verdict: string;
  readonly isSettled: boolean;
  /** The run has stopped, or the batch has to wait. */
  readonly isHeld: boolean;
}

/** A batch whose call is over and judged; its outcome is not written yet. */
export interface AnsweredBatch extends AnsweredClaim {
  /**
   * Every debtor is proved to be written and the server is at its best pace: nothing in the answer
   * affects the next call.
   */
  readonly canWait: boolean;
  settle(): Promise<SentBatch>;
}

interface JudgedLoad {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
}

/**
 * Sends a claimed batch and judges the answer. Does not cut the call short when the worker is asked to end,
 * because a request that may have arrived is worth waiting for. Its own timeout ends before the lease does.
 * `place`: its place at the gate. `claimAge`: returns the age of the claim in ms.
 */
export async function sendBatch(
  run: SendingRun,
  batch: ClaimedBatch,
  place: TakenPlace,
  claimAge: () => number,
): Promise<AnsweredBatch> {
  const { sent, withheld } = await withOthers(run, batch);
  const payloads = sent.flatMap(({ payload }) => payload ?? []);
  // With a debtor missing from the request, the answer would be taken for that debtor's too.
  if (payloads.length + withheld.length !== batch.debtors)
    throw new Error(`batch ${batch.id} has ${payloads.length} payloads of ${batch.debtors - withheld.length}`);
  const claim = { id: batch.id, fence: batch.fence };
  if (sent.length === 0) return { ...claim, canWait: false, settle: () => settleUnsent(run, batch, withheld) };
  const body = requestBody(run.operation, payloads);
  const call = await makeCall<JudgedLoad>(run, place, async () => {
    const exchange = isTooOldToCall(claimAge()) ? notMade : await run.client.sendCollections(body);
    return { exchange, verdict: judgeReply(sent, exchange) };
  });
  return {
    ...claim,
    canWait: call.answer.verdict.kind === "accepted" && place.isAtBest,
    settle: () => settle(run, batch, withheld, call),
  };
}

/**
 * Whether a claim is too old to begin its call, because its worker stood still (a stopped process, a
 * suspended machine): the call might outlast the lease. The lease is longer than a call's timeout: half of
 * the difference is for preparing the call, half for settling (decision 15).
 */
function isTooOldToCall(claimAgeMs: number): boolean {
  return claimAgeMs > ((leaseSeconds() - workEnv().WOLKVOX_TIMEOUT_SECONDS) * 1_000) / 2;
}

/** Settles a batch of which nothing was sent: no call was made, and none is counted. */
async function settleUnsent(
  { tenantId, uploadId }: SendingRun,
  batch: ClaimedBatch,
  withheld: readonly RecordOutcome[],
): Promise<SentBatch> {
  const settlement = withWithheld(nothingSent, withheld);
  await returnCall(tenantDatabase(tenantId), tenantId);
  const isSettled = await settleBatch({ tenantId, uploadId, batch, settlement, call: null });
  return { verdict: "withheld", isSettled, isHeld: false };
}

async function settle(
  { tenantId, uploadId, operation, repeatBehaviour }: SendingRun,
  batch: ClaimedBatch,
  withheld: readonly RecordOutcome[],
  { answer, note }: MadeCall<JudgedLoad>,
): Promise<SentBatch> {
  const { attempts, resends } = batch;
  const { exchange, verdict } = answer;
  const { probeSeconds } = paceLimits();
  const under = { attempts, resends, repeatBehaviour, probeSeconds, jitter: Math.random() };
  const settlement = withWithheld(settlementOf(verdict, under), withheld);
  const halves = settlement.state === "split" ? halvesOf(operation, batch.sent) : [];
  const word = exchange.kind === "reply" ? verdict.kind : exchange.code;
  const debtors = batch.debtors - withheld.length;
  const notCarried = withheld.map(({ identification }) => identification);
  const { written: isSettled, spentUntil } = await note(settlement.delaySeconds, (line) =>
    settleBatch({
      tenantId,
      uploadId,
      batch,
      settlement,
      withheld: notCarried,
      halves,
      call: { ...line, verdict: word, debtors },
    }),
  );
  if (spentUntil !== null) await holdUpload(tenantDatabase(tenantId), tenantId, uploadId, "quota_spent", spentUntil);
  const isHeld = settlement.state === "pending" && !settlement.isResend;
  return { verdict: verdict.kind, isSettled, isHeld };
}
