import { fromPrisma, PgBoss, type PrismaTransactionLike } from "pg-boss";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

/**
 * One queue, `tenant-work`: a job says "tenant T has work", nothing more. What the work is stands in our own tables, so a job that
 * is lost, repeated or late changes nothing but the time.
 *
 * Policy `singleton` with the tenant as its key is a unique index over active jobs: exact, where `groupConcurrency` was seen to let
 * twelve run for a limit of two. `key_strict_fifo` is exact too, but blocks its key for ever after a permanent failure.
 * Heartbeats of 10 s are looked at every 5 s, so the job of a killed worker is handed on within some 15 s; pg-boss's own default
 * looks once a minute. The job that expires keeps running beside its retry: leases and fences in our tables decide, not the job.
 */
const queueName = "tenant-work";

const remindMs = 30_000;

export interface TenantWork {
  readonly tenantId: string;
}

const queue = onceAProcess<Promise<PgBoss>>("queue");

interface QueueRole {
  /** Workers look after the queue (expired jobs, heartbeats); portals only send. */
  readonly isWorker: boolean;
  readonly onError: (error: Error) => void;
}

/** The process's one queue; the first call decides its role. Its tables live in the schema `pgboss` of the same database. */
export function openQueue(role: QueueRole): Promise<PgBoss> {
  return queue.get(() =>
    startQueue(role).catch((error: unknown) => {
      // The next call tries again: a portal must not refuse for ever because the database was away once.
      queue.forget();
      throw error;
    }),
  );
}

async function startQueue({ isWorker, onError }: QueueRole): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: workEnv().DATABASE_URL,
    application_name: isWorker ? "wolkvox-worker-queue" : "wolkvox-portal-queue",
    max: isWorker ? 4 : 2,
    // Workers look at the clock for what is scheduled, too: see retention.ts.
    schedule: isWorker,
    supervise: isWorker,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: isWorker,
  });
  boss.on("error", onError);
  await boss.start();
  await boss.createQueue(queueName, {
    policy: "singleton",
    notify: true,
    heartbeatSeconds: 10,
    // Slices take 20 s and a call may take 90 more; an expired one would only run beside its retry.
    expireInSeconds: 180,
    retryLimit: 1_000_000,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    deleteAfterSeconds: 3_600,
  });
  return boss;
}

/** Says, inside the caller's transaction, that the tenant has work: said if and only if the transaction commits. */
export async function enqueueTenantWork(tx: PrismaTransactionLike, tenantId: string): Promise<void> {
  const boss = await openQueue({ isWorker: false, onError: warn });
  const jobId = await boss.send(queueName, { tenantId }, { singletonKey: tenantId, db: fromPrisma(tx) });
  if (jobId === null) throw new Error("the queue dropped the job without a word");
}

/** The same outside a transaction, for when more is due later. */
export async function enqueueTenantWorkAt(tenantId: string, startAfter: Date | null): Promise<void> {
  const boss = await openQueue({ isWorker: false, onError: warn });
  await boss.send(queueName, { tenantId }, { singletonKey: tenantId, ...(startAfter === null ? {} : { startAfter }) });
}

/**
 * Says it once in 30 s however often it is asked, for the sweep that looks for work nobody was told of; and not where a job waits that is
 * due as soon: of a tenant whose jobs fail there would be another one to be tried again with every sweep.
 */
export async function remindOfTenantWork(tenantId: string): Promise<void> {
  const boss = await openQueue({ isWorker: false, onError: warn });
  const waiting = await boss.findJobs(queueName, { key: tenantId, queued: true });
  if (waiting.some(({ startAfter }) => startAfter.getTime() <= Date.now() + remindMs)) return;
  await boss.send(queueName, { tenantId }, { singletonKey: tenantId, singletonSeconds: remindMs / 1_000 });
}

/** Works jobs until the queue is closed, `atOnce` tenants side by side in this process. */
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

/** Stops taking jobs, waits for those under way, and gives the connections back. */
export async function closeQueue(timeoutMs: number): Promise<void> {
  const boss = await queue.peek();
  await boss?.stop({ graceful: true, timeout: timeoutMs });
  // Only now: a job under way still says that more is due, and must not open a queue that nobody would close.
  queue.forget();
}

/** For `onError`: pg-boss tells of lost connections by an event that would end the process unheard; it goes on by itself. */
export function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error("the queue has a problem", { cause: error }));
}
