import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { claimBatch, nextBatchAt } from "#lib/database/batches/batches.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import { holdUpload } from "#lib/database/uploads/runs.ts";
import { stopwatch } from "#lib/wolkvox/stopwatch.ts";
import { askForPlace, untilNearly } from "./gate.ts";
import { readBackNext } from "./read-back-next.ts";
import { type AnsweredBatch, type SendingRun, sendBatch } from "./send-batch.ts";
import { isOpen, type SliceControl } from "./slice.ts";

/** Shorter waits are slept through; for longer ones the page shows the wait and the worker turns to another tenant. */
const maxNapMs = 1_500;

/** About how long a settle takes: with more time than this until the next call, the batch is settled first. */
const settleMs = 15;

/**
 * Makes one call after the other until nothing is due, the run has to wait, or the slice ends. Read-backs
 * come after everything that is to be sent.
 * A batch that was accepted as usual is settled while the next call is under way: nothing in its answer could
 * prevent that call or change its pace, and the CRM need not wait for our disk (decision 15). However the
 * lane ends, it settles its last batch.
 */
export async function callInLane(run: SendingRun, control: SliceControl): Promise<void> {
  const { tenantId, uploadId } = run;
  let answered: AnsweredBatch | null = null;
  /** False if the last answer, or a settle that came too late, ends the lane. */
  const settleLast = async (): Promise<boolean> => {
    if (answered === null) return true;
    const { id, settle } = answered;
    answered = null;
    const sent = await settle();
    control.onSent(run, id, sent);
    return sent.isSettled && !sent.isHeld;
  };
  // Checked before the first place is taken: a closed gate lets one caller through to try the CRM, and that
  // caller must have something to send.
  let isDue = false;
  try {
    while (isOpen(control)) {
      if (!isDue) {
        const next = await nextBatchAt(tenantDatabase(tenantId), tenantId, uploadId);
        if (next === null || next.inMs > maxNapMs) return;
        if (next.inMs > 0) await sleep(next.inMs);
        isDue = true;
      }
      const place = await askForPlace(run.server, control.until);
      if ((place.kind !== "granted" || place.waitMs > settleMs) && !(await settleLast())) return;
      if (place.kind === "late") return;
      if (place.kind === "closed") {
        if (place.waitMs > maxNapMs)
          return await holdUpload(tenantDatabase(tenantId), tenantId, uploadId, place.reason, place.until);
        await sleep(place.waitMs);
        isDue = false;
        continue;
      }
      await untilNearly(place);
      if (!isOpen(control)) return;
      // Started before the claim: the lease begins a little later, however slow the database is.
      const claimAge = stopwatch();
      const claimed = await claimBatch(tenantDatabase(tenantId), tenantId, uploadId, run.connectionVersion, answered);
      if (claimed.kind === "spent")
        return await holdUpload(tenantDatabase(tenantId), tenantId, uploadId, "quota_spent", claimed.until);
      if (claimed.kind === "none") {
        isDue = false;
        // Passes on the place it took: at a closed gate that is the one call that may try the CRM.
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

/** Lets a request go out first: preparing a settle keeps this process busy for some milliseconds. */
async function behind<T>(work: () => Promise<T>): Promise<T> {
  // One turn to open the connection and one to write to it, if the server is near; a far one is not waited for.
  await nextTurn();
  await nextTurn();
  return work();
}
