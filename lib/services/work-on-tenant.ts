import { setTimeout as sleep } from "node:timers/promises";
import { claimBatch, expireLapsedBatches, nextBatchAt } from "#lib/database/batches.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import { claimReadBack, planReadBackOf } from "#lib/database/read-backs.ts";
import { beginRun, countProgress, endRun, findFirstInLine, holdUpload } from "#lib/database/runs.ts";
import { findTenantConnection } from "#lib/database/tenants.ts";
import { freshBudget } from "./keep-token-budget.ts";
import { readBackBatch } from "./read-back-batch.ts";
import { type SendingRun, type SentBatch, sendBatch } from "./send-batch.ts";
import { waitForPlace } from "./take-call.ts";
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
  const connection = await findTenantConnection(database(), tenantId);
  if (connection === null) return { again: "never" };
  const { callsAtOnce, ...rest } = connection;
  const client = wolkvoxClientOf(tenantId, connection);
  while (isOpen(control)) {
    const first = await findFirstInLine(database(), tenantId);
    if (first === null || first.state === "paused" || first.state === "stopped") {
      await readBackOver({ tenantId, uploadId: "", ...rest, client }, control);
      return isOpen(control) ? { again: "never" } : { again: "now" };
    }
    if (first.state === "queued") await beginRun(database(), tenantId, first.id);
    const budget = await freshBudget(tenantId, connection);
    if (budget?.isSpent && budget.resetsAt !== null)
      await holdUpload(database(), tenantId, first.id, "quota_spent", budget.resetsAt);
    const result = await runUpload({ tenantId, uploadId: first.id, ...rest, client }, callsAtOnce, control);
    if (result !== null) return result;
  }
  return { again: "now" };
}

/** Null when the upload is over, or no longer running: the next in line may be looked at. */
async function runUpload(run: SendingRun, callsAtOnce: number, control: SliceControl): Promise<SliceResult | null> {
  const { tenantId, uploadId } = run;
  await Promise.all(Array.from({ length: callsAtOnce }, () => callInLane(run, control)));
  if (!isOpen(control)) return { again: "now" };
  if (await endRun(database(), tenantId, uploadId)) return null;
  const first = await findFirstInLine(database(), tenantId);
  if (first?.id !== uploadId || first.state !== "running") return null;
  const next = await nextBatchAt(database(), tenantId, uploadId);
  // Nothing due and not over: another worker's call is in flight, or its lease has to end first. The sweep comes back to it.
  return next === null ? { again: "never" } : { again: "at", at: next.at };
}

/** One call after the other until nothing is due, the run has to wait, or the slice ends. Read-backs come after all that is to be sent. */
async function callInLane(run: SendingRun, control: SliceControl): Promise<void> {
  const { tenantId, uploadId } = run;
  // Asked before the first place is taken: a closed gate lets one caller through to try the remote, and it must have something to send.
  let isDue = false;
  while (isOpen(control)) {
    if (!isDue) {
      const next = await nextBatchAt(database(), tenantId, uploadId);
      if (next === null || next.inMs > maxNapMs) return;
      if (next.inMs > 0) await sleep(next.inMs);
      isDue = true;
    }
    const place = await waitForPlace(run.server, control.until);
    if (place.kind === "late") return;
    if (place.kind === "closed") {
      if (place.waitMs > maxNapMs) return holdUpload(database(), tenantId, uploadId, place.reason, place.until);
      await sleep(place.waitMs);
      isDue = false;
      continue;
    }
    if (!isOpen(control)) return;
    const claimed = await claimBatch(database(), tenantId, uploadId);
    if (claimed.kind === "spent") return holdUpload(database(), tenantId, uploadId, "quota_spent", claimed.until);
    if (claimed.kind === "none") {
      if (await readBackNext(run, uploadId, control)) continue;
      return;
    }
    const { batch } = claimed;
    const sent = await sendBatch(run, batch, place);
    control.onSent(uploadId, batch.id, sent);
    if (sent.isHeld || !sent.isSettled) return;
  }
}

/** Waits shorter than this are slept through; longer ones are said on the page and give the worker's place to another tenant. */
const maxNapMs = 1_500;

/** Read-backs that a person asked for of uploads that are over. */
async function readBackOver(run: SendingRun, control: SliceControl): Promise<void> {
  while (isOpen(control) && (await readBackNext(run, null, control)));
}

async function readBackNext(run: SendingRun, uploadId: string | null, control: SliceControl): Promise<boolean> {
  const { tenantId, server, client } = run;
  const claim = await withTransaction((tx) => claimReadBack(tx, tenantId, uploadId));
  if (claim === null) return false;
  await readBackBatch({ tenantId, server, client, until: control.until, isOpen: () => isOpen(control) }, claim);
  return true;
}

async function expireLapsed(tenantId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const lapsed = await expireLapsedBatches(tx, tenantId);
    for (const { id, uploadId } of lapsed) {
      await planReadBackOf(tx, tenantId, uploadId, id);
      await countProgress(tx, tenantId, uploadId, 0, 1);
      await endRun(tx, tenantId, uploadId);
    }
  });
}

function isOpen(control: SliceControl): boolean {
  return !control.signal.aborted && Date.now() < control.until;
}
