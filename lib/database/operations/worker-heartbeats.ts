import type { Transaction } from "../client.ts";

/** Says that a worker is alive. Rows of workers unheard of for a day are swept on the way. */
export async function beatWorker(db: Transaction, workerId: string): Promise<void> {
  await db.$executeRaw`
    WITH swept AS (DELETE FROM "WorkerHeartbeat" WHERE "seenAt" < now() - interval '1 day')
    INSERT INTO "WorkerHeartbeat" (id, "startedAt", "seenAt") VALUES (${workerId}::uuid, now(), now())
    ON CONFLICT (id) DO UPDATE SET "seenAt" = now()`;
}

export async function removeWorker(db: Transaction, workerId: string): Promise<void> {
  await db.workerHeartbeat.deleteMany({ where: { id: workerId } });
}

/** Seconds, by the database's clock, since the youngest sign of life of any worker; null when there is none. */
export async function workerAgeSeconds(db: Transaction): Promise<number | null> {
  const [age] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(epoch FROM now() - max("seenAt"))::float8 AS seconds FROM "WorkerHeartbeat"`;
  return age?.seconds ?? null;
}
