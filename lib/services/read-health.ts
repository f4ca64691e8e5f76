import { database } from "#lib/database/client.ts";
import { readDatabaseState } from "#lib/database/read-database-state.ts";
import { workerAgeSeconds } from "#lib/database/worker-heartbeats.ts";
import type { Health } from "#lib/domain/outcome/pages.ts";

/** Workers say that they are alive every 5 s; three missed in a row and something is wrong. */
const maxWorkerAgeSeconds = 20;

/** Whether the portal can do its work. For machines that ask without signing in: figures only, nothing of any tenant. */
export async function readHealth(): Promise<Health> {
  try {
    const [state, age] = await Promise.all([readDatabaseState(database()), workerAgeSeconds(database())]);
    const isHealthy = state.migrations > 0 && age !== null && age <= maxWorkerAgeSeconds;
    return { isHealthy, isDatabaseUp: true, workerAgeSeconds: age, ...state };
  } catch (error) {
    // The answer is the news: a health check that throws tells its reader less than one that says what is down.
    process.emitWarning(error instanceof Error ? error : new Error(String(error)));
    return {
      isHealthy: false,
      isDatabaseUp: false,
      migrations: 0,
      workerAgeSeconds: null,
      queuedJobs: 0,
      activeJobs: 0,
      failingJobs: 0,
    };
  }
}
