import type { Transaction } from "../client.ts";

/** Counts of the jobs "this tenant has work". */
export interface QueueDepth {
  readonly queuedJobs: number;
  readonly activeJobs: number;
  /** Queued or active jobs that have failed before. */
  readonly failingJobs: number;
}

const empty: QueueDepth = { queuedJobs: 0, activeJobs: 0, failingJobs: 0 };

export async function readQueueDepth(db: Transaction): Promise<QueueDepth> {
  const [queue] = await db.$queryRaw<{ isThere: boolean }[]>`SELECT to_regclass('pgboss.job') IS NOT NULL AS "isThere"`;
  // The queue has no tables until the first worker starts or the first upload is confirmed.
  if (queue?.isThere !== true) return empty;
  const [depth] = await db.$queryRaw<QueueDepth[]>`
    SELECT (count(*) FILTER (WHERE state IN ('created', 'retry')))::int AS "queuedJobs",
      (count(*) FILTER (WHERE state = 'active'))::int AS "activeJobs",
      (count(*) FILTER (WHERE state = 'retry' OR (state = 'active' AND retry_count > 0)))::int AS "failingJobs"
    FROM pgboss.job WHERE name = 'tenant-work'`;
  return depth ?? empty;
}
