import { enqueueTenantWorkAt } from "#lib/queue/tenant-work.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { type Arena, probeMs } from "./arena.ts";
import { type Load, until } from "./load.ts";

/** Milliseconds by the database's clock, to which the gate of a server is bound. */
export async function gateClock(): Promise<number> {
  const [row] = await ownerDatabase().$queryRaw<{ ms: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
  return row?.ms ?? Number.NaN;
}

/** When the next call to this server may begin, by the same clock. Every call of any process puts it off by an interval. */
export async function nextPlace(server: string): Promise<number> {
  const { nextAt } = await ownerDatabase().serverPace.findUniqueOrThrow({ where: { server } });
  return nextAt.getTime();
}

/**
 * From now on, how many calls the CRM has seen, and the most that a closed gate allows in the time that has passed since:
 * one an interval, one at its beginning, and one that was on its way. The slower a machine, the more time passes.
 */
export async function watchProbes({ control }: Arena, everyMs = probeMs) {
  const beganAt = await gateClock();
  const before = (await control.requests()).length;
  return async () => {
    const count = (await control.requests()).length - before;
    return { count, most: Math.floor(((await gateClock()) - beganAt) / everyMs) + 2 };
  };
}

/** Until a worker has looked at this tenant's work once more. */
export async function untilAskedAgain({ tenantId }: Load): Promise<void> {
  const open = async () => {
    const [row] = await ownerDatabase().$queryRaw<{ jobs: number }[]>`
      SELECT count(*)::int AS jobs FROM pgboss.job
      WHERE name = 'tenant-work' AND data->>'tenantId' = ${tenantId} AND state < 'completed'`;
    return row?.jobs;
  };
  await until("earlier jobs are over", async () => (await open()) === 0);
  await enqueueTenantWorkAt(tenantId, null);
  await until("the job is over", async () => (await open()) === 0);
}
