import { PgBoss } from "pg-boss";
import { retentionQueue } from "./retention.ts";
import { tenantWorkQueue } from "./tenant-work.ts";

/** Makes or changes the engine's tables, and makes the queues. Only the owner of the database may; the others start it as it is. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false });
  const failures: Error[] = [];
  boss.on("error", (error) => failures.push(error));
  await boss.start();
  try {
    for (const { name, ...options } of [tenantWorkQueue, retentionQueue]) await boss.createQueue(name, options);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures[0] !== undefined) throw failures[0];
}
