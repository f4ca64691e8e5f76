import { type ClaimedBatch, selectPayloads } from "#lib/database/batches.ts";
import { database } from "#lib/database/client.ts";
import { requestBody } from "#lib/domain/portfolio/batch-debtors.ts";
import type { WolkvoxClient } from "#lib/wolkvox/client.ts";
import { judgeReply } from "#lib/wolkvox/verdict.ts";
import { settleBatch } from "./settle-batch.ts";
import { settlementOf } from "./settlement-of.ts";

export interface SendingRun {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly operation: string;
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
 * may have arrived is worth waiting for. Its own timeout ends before the lease does.
 */
export async function sendBatch(run: SendingRun, batch: ClaimedBatch): Promise<SentBatch> {
  const { tenantId, uploadId } = run;
  const sent = await selectPayloads(database(), tenantId, batch.id);
  const payloads = sent.flatMap(({ payload }) => payload ?? []);
  // Sent short, the missing debtors would be judged by an answer that is not about them.
  if (payloads.length !== batch.debtors)
    throw new Error(`batch ${batch.id} has ${payloads.length} payloads of ${batch.debtors}`);
  const startedAt = new Date();
  const exchange = await run.client.sendCollections(requestBody(run.operation, payloads));
  const verdict = judgeReply(sent, exchange);
  const settlement = settlementOf(verdict, batch.attempts, Math.random());
  const isSettled = await settleBatch({
    tenantId,
    uploadId,
    batch,
    settlement,
    call: {
      endpoint: "massive_collections",
      startedAt,
      durationMs: exchange.durationMs,
      httpStatus: exchange.kind === "reply" ? exchange.status : null,
      verdict: exchange.kind === "reply" ? verdict.kind : exchange.code,
      replyExcerpt: exchange.excerpt,
    },
  });
  return { verdict: verdict.kind, isSettled, isHeld: settlement.state === "pending" };
}
