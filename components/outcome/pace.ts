import type { UploadView } from "#lib/domain/outcome/upload-view.ts";

/** How many clients had an outcome at a moment of the server's clock. */
export interface PaceSample {
  readonly atMs: number;
  readonly done: number;
}

/** The span the pace is taken over: the last minute. */
export const paceWindowMs = 60_000;
/** Less than this says more about one batch than about the run. */
const leastSpanMs = 4_000;

/** How many clients of an upload have an outcome. */
export function clientsDone(view: Pick<UploadView, "totals" | "groups">): number {
  return view.totals.staged.debtors - view.groups.pending.debtors;
}

/** Adds a sample and forgets what lies before the window, all but one: the window needs a beginning. */
export function withSample(samples: readonly PaceSample[], sample: PaceSample): readonly PaceSample[] {
  const from = sample.atMs - paceWindowMs;
  const firstInside = samples.findIndex((earlier) => earlier.atMs >= from);
  const kept = firstInside === -1 ? samples.slice(-1) : samples.slice(Math.max(0, firstInside - 1));
  return [...kept, sample];
}

/**
 * Clients a minute over the last minute, or over the whole run where the page has not watched that long
 * (a reload, the first seconds); null while neither says anything.
 */
export function paceOf(samples: readonly PaceSample[], startedAtMs: number | null): number | null {
  const last = samples.at(-1);
  if (last === undefined) return null;
  const first = samples[0];
  if (first !== undefined && last.atMs - first.atMs >= paceWindowMs)
    return perMinute(last.done - first.done, last.atMs - first.atMs);
  if (startedAtMs === null || last.atMs - startedAtMs < leastSpanMs) return null;
  return perMinute(last.done, last.atMs - startedAtMs);
}

/** Milliseconds until nothing is pending at this pace; null when nobody can say. */
export function timeLeftMs(pending: number, pace: number | null): number | null {
  return pace === null || pace <= 0 ? null : (pending / pace) * 60_000;
}

function perMinute(done: number, spanMs: number): number {
  return Math.max(0, (done / spanMs) * 60_000);
}
