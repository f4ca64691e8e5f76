import type { RecentProgress, UploadView } from "#lib/domain/outcome/upload-view.ts";

/** Less than this says more about one batch than about the run. */
const leastSeconds = 4;

/** How many clients of an upload have an outcome. */
export function clientsDone(view: Pick<UploadView, "totals" | "groups">): number {
  return view.totals.staged.debtors - view.groups.pending.debtors;
}

/** Clients a minute over the last minutes of calls; null while these say nothing. */
export function paceOf(recent: RecentProgress | undefined): number | null {
  if (recent === undefined || recent.seconds < leastSeconds || recent.debtors === 0) return null;
  return (recent.debtors / recent.seconds) * 60;
}

/** Milliseconds until nothing is pending at this pace; null when nobody can say. */
export function timeLeftMs(pending: number, pace: number | null): number | null {
  return pace === null || pace <= 0 ? null : (pending / pace) * 60_000;
}
