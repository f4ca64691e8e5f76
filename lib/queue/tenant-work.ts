import { fromPrisma, PgBoss, type PrismaTransactionLike } from "pg-boss";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

/**
 * One queue, `tenant-work`: a job means "tenant T has work", nothing more. The work itself is stored in our
 * own tables, so a lost, repeated or late job changes only the time.
 *
 * Policy `singleton` with the tenant as key is a unique index over active jobs, so it is exact;
 * `groupConcurrency` was seen to run twelve jobs at a limit of two. `key_strict_fifo` is exact too, but
 * blocks its key for ever after a permanent failure. Heartbeats of 10 s are checked every 5 s, so the job of
 * a killed worker is handed on within about 15 s; pg-boss's default checks once a minute. An expired job
 * keeps running beside its retry: leases and fences in our tables decide, not the job.
 */
const queueName = "tenant-work";

/** How it is made: see migrate-queue.ts. */
export const tenantWorkQueue = {
  name: queueName,
  policy: "singleton",
  notify: true,
  heartbeatSeconds: 10,
  // A slice takes 20 s and a call up to 90 more; an expired job would only run beside its retry.
  expireInSeconds: 180,
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  deleteAfterSeconds: 3_600,
} as const;

const remindMs = 30_000;

export interface TenantWork {
  readonly tenantId: TenantId;
}

const queue = onceAProcess<Promise<PgBoss>>("queue");

interface QueueRole {
  /** Workers maintain the queue (expired jobs, heartbeats); portals only send. */
  readonly isWorker: boolean;
  readonly onError: (error: Error) => void;
}

/**
 * The process's only queue; the first call decides its role. Its tables are in the schema `pgboss` of the
 * same database.
 */
export function openQueue(role: QueueRole): Promise<PgBoss> {
  return queue.get(() =>
    startQueue(role).catch((error: unknown) => {
      // The next call tries again: one outage of the database must not break a portal for ever.
      queue.forget();
      throw error;
    }),
  );
}

async function startQueue({ isWorker, onError }: QueueRole): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: workEnv().DATABASE_URL,
    // Its tables are the owner's: see migrate-queue.ts.
    migrate: false,
    application_name: isWorker ? "wolkvox-worker-queue" : "wolkvox-portal-queue",
    max: isWorker ? 4 : 2,
    // Workers also start scheduled jobs: see retention.ts.
    schedule: isWorker,
    supervise: isWorker,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: isWorker,
  });
  boss.on("error", onError);
  await boss.start();
  return boss;
}

/** Sends the tenant's job inside the caller's transaction: it exists if and only if the transaction commits. */
export async function enqueueTenantWork(tx: PrismaTransactionLike, tenantId: string): Promise<void> {
  const boss = await openQueue({ isWorker: false, onError: warn });
  const jobId = await boss.send(queueName, { tenantId }, { singletonKey: tenantId, db: fromPrisma(tx) });
  if (jobId === null) throw new Error("the queue dropped the job without a word");
}

/** The same outside a transaction; `startAfter` for work that is due later. */
export async function enqueueTenantWorkAt(tenantId: string, startAfter: Date | null): Promise<void> {
  const boss = await openQueue({ isWorker: false, onError: warn });
  await boss.send(queueName, { tenantId }, { singletonKey: tenantId, ...(startAfter === null ? {} : { startAfter }) });
}

/**
 * Sends at most one job per tenant in 30 s, for the sweep that finds tenants with work. Sends none if a job
 * due within 30 s is already queued: a tenant whose jobs fail would get one more to retry with every sweep.
 */
export async function remindOfTenantWork(tenantId: string): Promise<void> {
  const boss = await openQueue({ isWorker: false, onError: warn });
  const waiting = await boss.findJobs(queueName, { key: tenantId, queued: true });
  if (waiting.some(({ startAfter }) => startAfter.getTime() <= Date.now() + remindMs)) return;
  await boss.send(queueName, { tenantId }, { singletonKey: tenantId, singletonSeconds: remindMs / 1_000 });
}

/** Works jobs until the queue is closed, for `atOnce` tenants in parallel in this process. */
export async function workTenants(
  atOnce: number,
  handle: (work: TenantWork, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const boss = await openQueue({ isWorker: true, onError: warn });
  await boss.work<TenantWork>(
    queueName,
    { localConcurrency: atOnce, batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
    async (jobs) => {
      for (const job of jobs) await handle(job.data, job.signal);
    },
  );
}

/** Stops taking jobs, waits for the running ones and closes the connections. */
export async function closeQueue(timeoutMs: number): Promise<void> {
  const boss = await queue.peek();
  await boss?.stop({ graceful: true, timeout: timeoutMs });
  // Only now: a running job still sends follow-up jobs, and must not open a new queue that nobody would close.
  queue.forget();
}

/**
 * For `onError`: pg-boss reports lost connections by an error event, which would end the process if
 * unhandled. The queue recovers by itself.
 */
export function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error("the queue has a problem", { cause: error }));
}
