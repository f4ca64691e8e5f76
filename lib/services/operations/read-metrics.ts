import { portalDatabase } from "#lib/database/client.ts";
import { readMetricRows } from "#lib/database/operations/read-metrics.ts";
import { readQueueDepth } from "#lib/database/operations/read-queue-depth.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isMetricsToken } from "./is-metrics-token.ts";
import { listKeys } from "./list-keys.ts";
import { readAnchorAge } from "./read-anchor-age.ts";

/** A gauge with its samples; `labels` are codes and host names, never anything about a tenant or a person. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/**
 * The figures of the whole portal, for callers with METRICS_TOKEN; `not_found` if that is not set or the
 * token is another. All figures come from the database, so every portal process reports the same.
 */
export async function readMetrics(bearer: string | null): Promise<readonly Metric[]> {
  if (!isMetricsToken(bearer)) throw new AppError("not_found");
  const [depth, rows, keys, anchor] = await Promise.all([
    readQueueDepth(portalDatabase()),
    readMetricRows(portalDatabase()),
    listKeys(),
    readAnchorAge(),
  ]);
  const one = (value: number): Metric["samples"] => [{ labels: {}, value }];
  return [
    {
      name: "portal_uploads",
      help: "Uploads by state.",
      samples: rows.uploads.map((row) => ({ labels: { state: row.state }, value: row.count })),
    },
    {
      name: "portal_debtors",
      help: "Debtors by outcome; pending ones only of uploads under way.",
      samples: rows.debtors.map((row) => ({ labels: { outcome: row.outcome }, value: row.count })),
    },
    {
      name: "portal_waits",
      help: "Uploads in line that wait, by reason.",
      samples: rows.waits.map((row) => ({ labels: { reason: row.reason }, value: row.count })),
    },
    {
      name: "portal_calls_5m",
      help: "Calls to the CRM in the last five minutes by verdict.",
      samples: rows.calls.map((row) => ({ labels: { verdict: row.verdict }, value: row.count })),
    },
    {
      name: "portal_call_seconds_5m",
      help: "Seconds those calls took together.",
      samples: rows.calls.map((row) => ({ labels: { verdict: row.verdict }, value: row.seconds })),
    },
    {
      name: "portal_pace_interval_seconds",
      help: "Least time between two calls to a server, as it is now.",
      samples: rows.servers.map((row) => ({ labels: { server: row.server }, value: row.intervalMs / 1_000 })),
    },
    { name: "portal_workers", help: "Workers heard of in the last 20 seconds.", samples: one(rows.workers) },
    {
      name: "portal_retention_age_seconds",
      help: "Seconds since the retention days of every tenant were last kept; more than a day and some hours is too long.",
      samples: one(rows.retentionAgeSeconds),
    },
    { name: "portal_jobs_queued", help: "Jobs that wait for a worker.", samples: one(depth.queuedJobs) },
    { name: "portal_jobs_active", help: "Jobs under way.", samples: one(depth.activeJobs) },
    {
      name: "portal_jobs_failing",
      help: "Jobs that have failed and are tried again; the worker's log says why.",
      samples: one(depth.failingJobs),
    },
    {
      name: "portal_missing_keys",
      help: "Keys that seal a token and that this portal or a worker lacks.",
      samples: one(new Set([...keys.missing.map(({ keyId }) => keyId), ...keys.missingAtWorkers]).size),
    },
    {
      name: "portal_audit_anchor_late",
      help: "1 if AUDIT_ANCHORS is set and the audit trail was not anchored for two days, else 0.",
      samples: one(anchor.isAuditAnchorLate ? 1 : 0),
    },
    {
      name: "portal_sign_in_failures_5m",
      help: "Sign-ins that failed in the last five minutes.",
      samples: one(rows.signInFailures),
    },
  ];
}
