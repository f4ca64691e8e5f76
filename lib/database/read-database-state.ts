import type { Transaction } from "./client.ts";

export interface DatabaseState {
  readonly migrations: number;
  readonly queuedJobs: number;
  readonly activeJobs: number;
  /** Those of them that have failed and are tried again, or wait to be. */
  readonly failingJobs: number;
}

/** Migrations applied and the depth of the queue; throws when the database does not answer. */
export async function readDatabaseState(db: Transaction): Promise<DatabaseState> {
  const [state] = await db.$queryRaw<{ migrations: number; hasQueue: boolean }[]>`
    SELECT (SELECT count(*)::int FROM "_prisma_migrations" WHERE finished_at IS NOT NULL) AS migrations,
      to_regclass('pgboss.job') IS NOT NULL AS "hasQueue"`;
  // Before the first worker or confirmation the queue has no tables yet.
  const [depth] = state?.hasQueue
    ? await db.$queryRaw<{ queued: number; active: number; failing: number }[]>`
        SELECT (count(*) FILTER (WHERE state IN ('created', 'retry')))::int AS queued,
          (count(*) FILTER (WHERE state = 'active'))::int AS active,
          (count(*) FILTER (WHERE state = 'retry' OR (state = 'active' AND retry_count > 0)))::int AS failing
        FROM pgboss.job WHERE name = 'tenant-work'`
    : [];
  return {
    migrations: state?.migrations ?? 0,
    queuedJobs: depth?.queued ?? 0,
    activeJobs: depth?.active ?? 0,
    failingJobs: depth?.failing ?? 0,
  };
}
