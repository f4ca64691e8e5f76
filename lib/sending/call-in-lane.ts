import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { claimBatch, nextBatchAt } from "#lib/database/batches/batches.ts";
import { database } from "#lib/database/client.ts";
import { holdUpload } from "#lib/database/uploads/runs.ts";
import { stopwatch } from "#lib/wolkvox/stopwatch.ts";
import { askForPlace, untilNearly } from "./gate.ts";
import { readBackNext } from "./read-back-next.ts";
import { type AnsweredBatch, type SendingRun, sendBatch } from "./send-batch.ts";
import { isOpen, type SliceControl } from "./slice.ts";

/** Waits shorter than this are slept through; longer ones are said on the page and give the worker's place to another tenant. */
const maxNapMs = 1_500;

/** A settle takes about as long: with so much time until the next call it is not put off. */
const settleMs = 15;

/**
 * One call after the other until nothing is due, the run has to wait, or the slice ends. Read-backs come after all that is to be sent.
 *
 * A batch that was accepted as usual is settled while the next call is under way: nothing in its answer could keep that call from being
 * made or change its pace, and the CRM need not wait for our disk. Whatever ends the lane, the last batch is settled before.
 */
export async function callInLane(run: SendingRun, control: SliceControl): Promise<void> {
  const { tenantId, uploadId } = run;
  let answered: AnsweredBatch | null = null;
  /** False when the answer of the last call, or a settle that came too late, ends the lane. */
  const settleLast = async (): Promise<boolean> => {
    if (answered === null) return true;
    const { id, settle } = answered;
    answered = null;
    const sent = await settle();
    control.onSent(uploadId, id, sent);
    return sent.isSettled && !sent.isHeld;
  };
  // Asked before the first place is taken: a closed gate lets one caller through to try the remote, and it must have something to send.
  let isDue = false;
  try {
    while (isOpen(control)) {
      if (!isDue) {
        const next = await nextBatchAt(database(), tenantId, uploadId);
        if (next === null || next.inMs > maxNapMs) return;
        if (next.inMs > 0) await sleep(next.inMs);
        isDue = true;
      }
      const place = await askForPlace(run.server, control.until);
      if ((place.kind !== "granted" || place.waitMs > settleMs) && !(await settleLast())) return;
      if (place.kind === "late") return;
      if (place.kind === "closed") {
        if (place.waitMs > maxNapMs) return await holdUpload(database(), tenantId, uploadId, place.reason, place.until);
        await sleep(place.waitMs);
        isDue = false;
        continue;
      }
      await untilNearly(place);
      if (!isOpen(control)) return;
      // From before the claim: its lease begins later, whatever the way to the database takes.
      const claimAge = stopwatch();
      const claimed = await claimBatch(database(), tenantId, uploadId, run.connectionVersion, answered);
      if (claimed.kind === "spent")
        return await holdUpload(database(), tenantId, uploadId, "quota_spent", claimed.until);
      if (claimed.kind === "none") {
        isDue = false;
        // With the place that was taken: at a gate that is closed it is the one call that may try the remote.
        if ((await settleLast()) && (await readBackNext(run, uploadId, control, place))) continue;
        return;
      }
      const sending = sendBatch(run, claimed.batch, place, claimAge);
      const [sent, settled] = await Promise.allSettled([sending, behind(settleLast)]);
      if (sent.status === "rejected") throw sent.reason;
      answered = sent.value;
      if (settled.status === "rejected") throw settled.reason;
      if (!settled.value) return;
      if (!answered.canWait && !(await settleLast())) return;
    }
  } finally {
    await settleLast();
  }
}

/** Lets a request go out first: to put a settle together keeps this process busy for some milliseconds. */
async function behind<T>(work: () => Promise<T>): Promise<T> {
  // One turn to begin the connection, one to write on it, if the server is near; a far one is not waited for.
  await nextTurn();
  await nextTurn();
  return work();
}
