import { portalDatabase } from "#lib/database/client.ts";
import { beatWorker, removeWorker } from "#lib/database/operations/worker-heartbeats.ts";
import { selectTenantsWithWork } from "#lib/database/uploads/runs.ts";
import { remindOfTenantWork } from "#lib/queue/tenant-work.ts";
import { secretKeyIds } from "#lib/secrets/seal-secret.ts";
import { refuseOtherKeys } from "./check-keys.ts";

/** Records that this worker is alive. Throws, and records nothing, if one of its keys is another than the database knows. */
export async function beat(workerId: string): Promise<void> {
  await refuseOtherKeys();
  await beatWorker(portalDatabase(), workerId, secretKeyIds());
}

/** Removes this worker's entry when it ends normally, so that nobody misses it. */
export async function signOffWorker(workerId: string): Promise<void> {
  await removeWorker(portalDatabase(), workerId);
}

/** Finds tenants with work that has no job (lost with its queue, or a lease that ended) and enqueues one. */
export async function sweepForWork(): Promise<void> {
  for (const tenantId of await selectTenantsWithWork(portalDatabase())) await remindOfTenantWork(tenantId);
}
