import { disconnectDatabase } from "#lib/database/client.ts";
import { disconnectBulk } from "#lib/database/pool.ts";
import { stopUploadChanges } from "#lib/database/uploads/upload-changes.ts";
import { endStagingThread } from "#lib/staging/ask-staging-thread.ts";

/** Closes every database connection of this process, so that it can end. */
export async function closeDatabase(): Promise<void> {
  await endStagingThread();
  await stopUploadChanges();
  await disconnectBulk();
  await disconnectDatabase();
}
