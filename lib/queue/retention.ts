import { openQueue, warn } from "./tenant-work.ts";

/**
 * A second queue of the same engine. A job means "sweep the tenants' retention"; one is sent every night and when a
 * worker starts after a day without a sweep. What is due is stored in our own tables, so a lost or repeated job
 * changes only the time. `singleton` stops workers from erasing in parallel, which would be safe but no faster.
 */
const queueName = "retention";

/** How it is made: see migrate-queue.ts. */
export const retentionQueue = {
  name: queueName,
  policy: "singleton",
  heartbeatSeconds: 10,
  // A slice takes 20 s, and abandoning a large upload may take two minutes more.
  expireInSeconds: 300,
  retryLimit: 3,
  retryDelay: 60,
  retryBackoff: true,
  deleteAfterSeconds: 7 * 86_400,
} as const;

/** At night where most of the tenants are, before the first files of the day. */
const everyNight = { cron: "20 2 * * *", tz: "America/Bogota" };

const asWorker = () => openQueue({ isWorker: true, onError: warn });

/** Works retention jobs until the queue is closed. */
export async function workRetention(handle: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const boss = await asWorker();
  await boss.schedule(queueName, everyNight.cron, null, { tz: everyNight.tz });
  await boss.work(queueName, { batchSize: 1, pollingIntervalSeconds: 5 }, async (jobs) => {
    for (const job of jobs) await handle(job.signal);
  });
}

/** Sends a job: there is (still) something to erase. */
export async function askForRetention(): Promise<void> {
  const boss = await asWorker();
  await boss.send(queueName, null);
}
