import { setTimeout as sleep } from "node:timers/promises";
import type { TenantId } from "#lib/services/context.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { ownerDatabase } from "../database/owner-database.ts";
import { workOnce } from "./work-once.ts";

const lookMs = 50;
const retryMs = 500;

/**
 * Does the tenants' jobs in this process, one slice after the other, as a worker does. It only follows jobs and the
 * times that slices name: it sweeps for nothing, so a state that a test has written itself stays as it is.
 */
export function workHere(): { stop(): Promise<void> } {
  const ending = new AbortController();
  const due = new Map<TenantId, number>();
  const working = new Map<TenantId, Promise<void>>();

  async function workSlice(tenantId: TenantId): Promise<void> {
    // As the queue does with a job that failed: a test may have taken the connection away.
    const result = await workOnce(tenantId, { signal: ending.signal }).catch(
      () => ({ again: "at", at: fromNow(retryMs) }) as const,
    );
    const at = result.again === "at" ? result.at.getTime() : result.again === "now" ? 0 : null;
    if (at !== null) due.set(tenantId, Math.min(at, due.get(tenantId) ?? at));
    working.delete(tenantId);
  }

  async function follow(): Promise<void> {
    while (!ending.signal.aborted) {
      for (const tenantId of await takeJobs()) due.set(tenantId, 0);
      for (const [tenantId, at] of due) {
        if (at > fromNow().getTime() || working.has(tenantId)) continue;
        due.delete(tenantId);
        working.set(tenantId, workSlice(tenantId));
      }
      await sleep(lookMs);
    }
  }
  const following = follow();
  return {
    async stop() {
      ending.abort();
      await following;
      await Promise.all(working.values());
    },
  };
}

async function takeJobs(): Promise<TenantId[]> {
  const jobs = await ownerDatabase().$queryRaw<{ tenantId: TenantId }[]>`
    DELETE FROM pgboss.job WHERE name = 'tenant-work' AND state = 'created' AND start_after <= now()
    RETURNING data->>'tenantId' AS "tenantId"`;
  return jobs.map(({ tenantId }) => tenantId);
}
