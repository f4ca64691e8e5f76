import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";

/** Closes what the use cases have opened in this process, queue and database, so that it can end. */
export async function closeAll(queueMs = 1_000): Promise<void> {
  await closeQueue(queueMs);
  await closeDatabase();
}
