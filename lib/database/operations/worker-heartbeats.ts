import type { Transaction } from "../client.ts";

/** Records that a worker is alive. Also deletes rows of workers not seen for a day. */
export async function beatWorker(db: Transaction, workerId: string): Promise<void> {
  await db.$executeRaw`
    WITH swept AS (DELETE FROM "WorkerHeartbeat" WHERE "seenAt" < now() - interval '1 day')
    INSERT INTO "WorkerHeartbeat" (id, "startedAt", "seenAt") VALUES (${workerId}::uuid, now(), now())
    ON CONFLICT (id) DO UPDATE SET "seenAt" = now()`;
}

export async function removeWorker(db: Transaction, workerId: string): Promise<void> {
  await db.workerHeartbeat.deleteMany({ where: { id: workerId } });
}

/** Seconds since the latest heartbeat of any worker, by the database's clock; null if there is none. */
export async function workerAgeSeconds(db: Transaction): Promise<number | null> {
  const [age] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(epoch FROM now() - max("seenAt"))::float8 AS seconds FROM "WorkerHeartbeat"`;
  return age?.seconds ?? null;
}
