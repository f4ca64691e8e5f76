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

interface Figure {
  readonly figure: "uploads" | "debtors" | "calls" | "retention" | "waits";
  readonly label: string;
  readonly count: number;
  readonly seconds: number | null;
}

/** The figures for monitoring, for all tenants together. */
export async function readMetricRows(db: Transaction): Promise<MetricRows> {
  const [figures, servers, workers, signInFailures] = await Promise.all([
    db.$queryRaw<
      Figure[]
    >`SELECT * FROM count_for_metrics(${[...uploadGroups.inLine]}::"UploadState"[], ${[...uploadGroups.going]}::"UploadState"[])`,
    db.serverPace.findMany({ select: { server: true, intervalMs: true } }),
    db.workerHeartbeat.count({ where: { seenAt: { gt: new Date(Date.now() - 20_000) } } }),
    db.signInAttempt.count({ where: { succeeded: false, at: { gt: new Date(Date.now() - 300_000) } } }),
  ]);
  const of = (figure: Figure["figure"]) => figures.filter((one) => one.figure === figure);
  return {
    uploads: of("uploads").map(({ label: state, count }) => ({ state, count })),
    debtors: of("debtors").map(({ label: outcome, count }) => ({ outcome, count })),
    calls: of("calls").map(({ label: verdict, count, seconds }) => ({ verdict, count, seconds: seconds ?? 0 })),
    servers,
    workers,
    retentionAgeSeconds: of("retention")[0]?.seconds ?? 0,
    waits: of("waits").map(({ label: reason, count }) => ({ reason, count })),
    signInFailures,
  };
}
