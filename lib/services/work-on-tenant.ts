import { setTimeout as sleep } from "node:timers/promises";
import { claimBatch, expireLapsedBatches, nextBatchAt } from "#lib/database/batches.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import { beginRun, countProgress, endRun, findFirstInLine } from "#lib/database/runs.ts";
import { takePlace } from "#lib/database/server-pace.ts";
import { findTenantConnection } from "#lib/database/tenants.ts";
import { type SendingRun, type SentBatch, sendBatch } from "./send-batch.ts";
import { wolkvoxClientOf } from "./wolkvox-client-of.ts";

export interface SliceControl {
  /** When the slice ends, in ms of Date.now(): a call that has begun is finished, none is begun. */
  readonly until: number;
  /** Fires when the worker is asked to end, or its job is no longer its own. */
  readonly signal: AbortSignal;
  readonly onSent: (uploadId: string, batchId: string, sent: SentBatch) => void;
}

/** When to come back to this tenant: at once, at a time, or when somebody says so. */
export type SliceResult =
  | { readonly again: "now" }
  | { readonly again: "at"; readonly at: Date }
  | { readonly again: "never" };

/**
 * Works for one tenant for a while: settles what a lost worker left open, then sends batches of the first upload in line until the
 * slice ends, so that tenants take turns. Holds nothing in memory that matters: killed at any moment, the next slice finds all.
 */
export async function workOnTenant(tenantId: string, control: SliceControl): Promise<SliceResult> {
  await expireLapsed(tenantId);
  while (isOpen(control)) {
    const first = await findFirstInLine(database(), tenantId);
    if (first === null || first.state === "paused" || first.state === "stopped") return { again: "never" };
    if (first.state === "queued") await beginRun(database(), tenantId, first.id);
    const result = await runUpload(tenantId, first.id, control);
    if (result !== null) return result;
  }
  return { again: "now" };
}

/** Null when the upload is over, or no longer running: the next in line may be looked at. */
async function runUpload(tenantId: string, uploadId: string, control: SliceControl): Promise<SliceResult | null> {
  const connection = await findTenantConnection(database(), tenantId);
  if (connection === null) return { again: "never" };
  const { operation, server, callsAtOnce } = connection;
  const run: SendingRun = { tenantId, uploadId, operation, client: wolkvoxClientOf(tenantId, connection) };
  const lanes = Array.from({ length: callsAtOnce }, () => sendInLane(run, server, control));
  await Promise.all(lanes);
  if (!isOpen(control)) return { again: "now" };
  if (await endRun(database(), tenantId, uploadId)) return null;
  const first = await findFirstInLine(database(), tenantId);
  if (first?.id !== uploadId || first.state !== "running") return null;
  const at = await nextBatchAt(database(), tenantId, uploadId);
  // Nothing pending and not over: another worker's call is in flight, or its lease has to end first. The sweep comes back to it.
  return at === null ? { again: "never" } : { again: "at", at };
}

/** One call after the other until nothing is due, the batch has to wait, or the slice ends. */
async function sendInLane(run: SendingRun, server: string, control: SliceControl): Promise<void> {
  while (isOpen(control)) {
    const waitMs = await takePlace(database(), server);
    if (Date.now() + waitMs > control.until) return;
    if (waitMs > 0) await sleep(waitMs);
    if (!isOpen(control)) return;
    const batch = await withTransaction((tx) => claimBatch(tx, run.tenantId, run.uploadId));
    if (batch === null) return;
    const sent = await sendBatch(run, batch);
    control.onSent(run.uploadId, batch.id, sent);
    if (sent.isHeld || !sent.isSettled) return;
  }
}

async function expireLapsed(tenantId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const uploads = await expireLapsedBatches(tx, tenantId);
    for (const [uploadId, batches] of Map.groupBy(uploads, (id) => id)) {
      await countProgress(tx, tenantId, uploadId, 0, batches.length);
      await endRun(tx, tenantId, uploadId);
    }
  });
}

function isOpen(control: SliceControl): boolean {
  return !control.signal.aborted && Date.now() < control.until;
}
