import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

export interface MetricRows {
  readonly uploads: readonly { readonly state: string; readonly count: number }[];
  readonly debtors: readonly { readonly outcome: string; readonly count: number }[];
  /** Of the last five minutes. */
  readonly calls: readonly { readonly verdict: string; readonly count: number; readonly seconds: number }[];
  readonly servers: readonly { readonly server: string; readonly intervalMs: number }[];
  readonly workers: number;
  /** Uploads in line that wait for the CRM or for something of their own, by reason. */
  readonly waits: readonly { readonly reason: string; readonly count: number }[];
  /** Sign-ins that failed in the last five minutes. */
  readonly signInFailures: number;
  /**
   * Seconds since the retention sweep of the tenant whose last one is oldest; a tenant never swept counts
   * from its creation.
   */
  readonly retentionAgeSeconds: number;
}

/**
 * The figures for monitoring, for all tenants together. Debtors are summed from uploads, so records are not
 * counted one by one.
 */
export async function readMetricRows(db: Transaction): Promise<MetricRows> {
  const [uploads, sums, calls, servers, workers, retention, waits, signInFailures] = await Promise.all([
    db.$queryRaw<MetricRows["uploads"]>`SELECT state::text, count(*)::int AS count FROM "Upload" GROUP BY state`,
    db.$queryRaw<Record<string, number>[]>`
      SELECT coalesce(sum("pendingDebtors") FILTER (WHERE state = ANY(${[...uploadGroups.inLine]}::"UploadState"[])), 0)::float8 AS pending,
        coalesce(sum("acceptedDebtors"), 0)::float8 AS accepted, coalesce(sum("rejectedDebtors"), 0)::float8 AS rejected,
        coalesce(sum("unconfirmedDebtors"), 0)::float8 AS unconfirmed, coalesce(sum("notSentDebtors"), 0)::float8 AS not_sent,
        coalesce(sum("unchangedDebtors"), 0)::float8 AS unchanged
      FROM "Upload"`,
    db.$queryRaw<MetricRows["calls"]>`
      SELECT verdict, count(*)::int AS count, (coalesce(sum("durationMs"), 0) / 1000.0)::float8 AS seconds
      FROM "Call" WHERE "startedAt" > now() - interval '5 minutes' GROUP BY verdict`,
    db.serverPace.findMany({ select: { server: true, intervalMs: true } }),
    db.workerHeartbeat.count({ where: { seenAt: { gt: new Date(Date.now() - 20_000) } } }),
    db.$queryRaw<{ seconds: number }[]>`
      SELECT coalesce(extract(epoch FROM now() - min(coalesce("retentionSweptAt", "createdAt"))), 0)::float8 AS seconds FROM "Tenant"`,
    db.$queryRaw<MetricRows["waits"]>`
      SELECT "waitReason" AS reason, count(*)::int AS count FROM "Upload"
      WHERE "waitUntil" > now() AND state = ANY(${[...uploadGroups.going]}::"UploadState"[]) GROUP BY "waitReason"`,
    db.signInAttempt.count({ where: { succeeded: false, at: { gt: new Date(Date.now() - 300_000) } } }),
  ]);
  const debtors = Object.entries(sums[0] ?? {}).map(([outcome, count]) => ({ outcome, count }));
  return {
    uploads,
    debtors,
    calls,
    servers,
    workers,
    retentionAgeSeconds: retention[0]?.seconds ?? 0,
    waits,
    signInFailures,
  };
}
