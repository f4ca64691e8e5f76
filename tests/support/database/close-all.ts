import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { disconnectOwner } from "./owner-database.ts";

/** Closes what the use cases and tests have opened in this process, queue and database, so that it can end. */
export async function closeAll(queueMs = 1_000): Promise<void> {
  await closeQueue(queueMs);
  await closeDatabase();
  await disconnectOwner();
}
