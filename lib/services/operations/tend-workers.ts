import { database } from "#lib/database/client.ts";
import { beatWorker, removeWorker } from "#lib/database/operations/worker-heartbeats.ts";
import { selectTenantsWithWork } from "#lib/database/uploads/runs.ts";
import { remindOfTenantWork } from "#lib/queue/tenant-work.ts";

/** Says that this worker is alive. */
export async function beat(workerId: string): Promise<void> {
  await beatWorker(database(), workerId);
}

/** Says that this worker has ended by itself, so that nobody looks for it. */
export async function signOffWorker(workerId: string): Promise<void> {
  await removeWorker(database(), workerId);
}

/** Finds work that nobody was told of (a job lost with its queue, a lease that ended) and tells the queue. */
export async function sweepForWork(): Promise<void> {
  for (const tenantId of await selectTenantsWithWork(database())) await remindOfTenantWork(tenantId);
}
