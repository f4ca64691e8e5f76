import type { Transaction } from "../client.ts";

/** Workers report every 5 s; after three missed reports in a row something is wrong. */
export const maxWorkerAgeSeconds = 20;

/** Records that a worker is alive, and the keys it has. Also deletes rows of workers not seen for a day. */
export async function beatWorker(db: Transaction, workerId: string, keyIds: readonly string[]): Promise<void> {
  await db.$executeRaw`
    WITH swept AS (DELETE FROM "WorkerHeartbeat" WHERE "seenAt" < now() - interval '1 day')
    INSERT INTO "WorkerHeartbeat" (id, "startedAt", "seenAt", "keyIds") VALUES (${workerId}::uuid, now(), now(), ${[...keyIds]})
    ON CONFLICT (id) DO UPDATE SET "seenAt" = now(), "keyIds" = excluded."keyIds"`;
}

export async function removeWorker(db: Transaction, workerId: string): Promise<void> {
  await db.workerHeartbeat.deleteMany({ where: { id: workerId } });
}

/** The keys of each worker that lives. */
export async function selectWorkerKeys(db: Transaction): Promise<string[][]> {
  const workers = await db.$queryRaw<{ keyIds: string[] }[]>`
    SELECT "keyIds" FROM "WorkerHeartbeat" WHERE "seenAt" > now() - make_interval(secs => ${maxWorkerAgeSeconds})`;
  return workers.map(({ keyIds }) => keyIds);
}

/** Seconds since the latest heartbeat of any worker, by the database's clock; null if there is none. */
export async function workerAgeSeconds(db: Transaction): Promise<number | null> {
  const [age] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(epoch FROM now() - max("seenAt"))::float8 AS seconds FROM "WorkerHeartbeat"`;
  return age?.seconds ?? null;
}
