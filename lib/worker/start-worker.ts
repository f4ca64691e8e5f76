import { randomUUID } from "node:crypto";
import { envOf } from "#lib/env.ts";
import { askForRetention, workRetention } from "#lib/queue/retention.ts";
import { closeQueue, enqueueTenantWorkAt, openQueue, workTenants } from "#lib/queue/tenant-work.ts";
import type { RunOfUpload } from "#lib/sending/slice.ts";
import { workOnTenant } from "#lib/sending/work-on-tenant.ts";
import type { TenantId } from "#lib/services/context.ts";
import { anchorAudit } from "#lib/services/operations/anchor-audit.ts";
import { doubtRestored } from "#lib/services/operations/doubt-restored.ts";
import { eraseOverdue, isErasureOverdue } from "#lib/services/operations/erase-overdue.ts";
import { openLog } from "#lib/services/operations/open-log.ts";
import { beat, signOffWorker, sweepForWork } from "#lib/services/operations/tend-workers.ts";
import { clearSessions } from "#lib/services/sessions/clear-sessions.ts";
import { logFailure } from "./log-failure.ts";

/** Length of one slice of a tenant's work; then other tenants have their turn. */
const sliceMs = 20_000;
const beatMs = 5_000;
const sweepMs = 10_000;
/** An anchor is due once a day. */
const anchorMs = 3_600_000;
/** A call in flight may take its full 90 s. */
const drainMs = 100_000;

type Marks = Record<string, string>;

/** The upload, and the request that confirmed it, as the portal's log has it. */
function marksOf({ uploadId, request }: RunOfUpload): Marks {
  return request === null ? { uploadId } : { uploadId, request };
}

export interface Worker {
  /** Claims nothing more, finishes what is in flight, and releases everything it holds. */
  stop(): Promise<void>;
}

/** Starts a worker in this process. */
export async function startWorker(): Promise<Worker> {
  const workerId = randomUUID();
  const log = openLog({ worker: workerId });
  const ending = new AbortController();
  const { kind, ...figures } = await doubtRestored();
  if (kind === "restored")
    log.warn(figures, "the database is a restored copy: runs are paused, what was to be sent is unconfirmed");
  if (kind === "unknown") log.warn("the database may not say who it is: a restored copy would not be noticed");
  await openQueue({ isWorker: true, onError: (error) => log.warn({ err: error }, "the queue has a problem") });
  const repeat = (ms: number, work: () => Promise<void>): NodeJS.Timeout =>
    // The next round is the retry; the log has the reason why this one failed.
    setInterval(() => void work().catch((error: unknown) => log.warn({ err: error }, "housekeeping failed")), ms);
  await beat(workerId);
  async function anchor(): Promise<void> {
    const heads = await anchorAudit();
    if (heads !== null) log.info({ heads }, "audit trail anchored");
  }
  const timers = [repeat(beatMs, () => beat(workerId)), repeat(sweepMs, sweepForWork), repeat(anchorMs, anchor)];
  // A file that cannot be written stops no run: health says how old the last anchor is.
  await anchor().catch((error: unknown) => log.error({ err: error }, "the audit trail was not anchored"));

  async function workSlice(tenantId: TenantId, jobSignal: AbortSignal, marks: Marks): Promise<void> {
    const result = await workOnTenant(tenantId, {
      until: Date.now() + sliceMs,
      signal: AbortSignal.any([ending.signal, jobSignal]),
      onRun: (run) => Object.assign(marks, marksOf(run)),
      onSent: (run, batchId, sent) => log.info({ tenantId, ...marksOf(run), batchId, ...sent }, "batch sent"),
    });
    if (result.again === "now") await enqueueTenantWorkAt(tenantId, null);
    // A longer wait is left to the sweep: a job sent for tomorrow at every look would be a thousand by then.
    if (result.again === "at" && result.at.getTime() < Date.now() + 3 * sweepMs)
      await enqueueTenantWorkAt(tenantId, result.at);
  }
  await workTenants(envOf("WORKER_TENANTS").WORKER_TENANTS, ({ tenantId }, jobSignal) => {
    const marks: Marks = { tenantId };
    return logFailure(log, marks, "a tenant's work failed", () => workSlice(tenantId, jobSignal, marks));
  });

  async function keepRetention(jobSignal: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([ending.signal, jobSignal]);
    const cleared = await clearSessions();
    const { isDone, counts } = await eraseOverdue({ until: Date.now() + sliceMs, signal });
    log.info({ isDone, ...counts, ...cleared }, "retention");
    // A worker that is stopping leaves the rest to the next one that starts.
    if (!isDone && !ending.signal.aborted) await askForRetention();
  }
  await workRetention((jobSignal) => logFailure(log, {}, "retention was not kept", () => keepRetention(jobSignal)));
  if (await isErasureOverdue()) await askForRetention();
  log.info("worker started");

  let stopping: Promise<void> | undefined;
  async function drain(): Promise<void> {
    ending.abort();
    log.info("worker stopping");
    for (const timer of timers) clearInterval(timer);
    await closeQueue(drainMs);
    await signOffWorker(workerId);
    log.info("worker stopped");
  }
  return { stop: () => (stopping ??= drain()) };
}
