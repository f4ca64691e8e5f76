import { openQueue, warn } from "./tenant-work.ts";

/**
 * A second queue of the same engine: a job says "keep the tenants' retention", once a day and whenever a worker starts after a day without
 * it. What is due stands in our own tables, so a job that is lost or repeated changes nothing but the time; `singleton` keeps
 * workers from erasing side by side, which would be safe, but no quicker.
 */
const queueName = "retention";

/** At night where most of the tenants are, before the first files of the day. */
const everyNight = { cron: "20 2 * * *", tz: "America/Bogota" };

const asWorker = () => openQueue({ isWorker: true, onError: warn });

/** Works retention jobs until the queue is closed. */
export async function workRetention(handle: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const boss = await asWorker();
  await boss.createQueue(queueName, {
    policy: "singleton",
    heartbeatSeconds: 10,
    // Slices take 20 s, and giving up a large upload may take two minutes more.
    expireInSeconds: 300,
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
    deleteAfterSeconds: 7 * 86_400,
  });
  await boss.schedule(queueName, everyNight.cron, null, { tz: everyNight.tz });
  await boss.work(queueName, { batchSize: 1, pollingIntervalSeconds: 5 }, async (jobs) => {
    for (const job of jobs) await handle(job.signal);
  });
}

/** Says that there is (still) something to erase. */
export async function askForRetention(): Promise<void> {
  const boss = await asWorker();
  await boss.send(queueName, null);
}
