import { keptOf } from "#lib/domain/outcome/control-sums.ts";
import type { RecentProgress, UploadView } from "#lib/domain/views/upload-view.ts";

type Timed = Pick<UploadView, "totals" | "groups" | "isReadingBack" | "lookup">;

/** A shorter time says more about one batch than about the run. */
const leastSeconds = 4;

/** How many debtors that an upload sends have an outcome; those that are being looked up have none yet. */
export function debtorsDone({ totals, groups, isReadingBack = false }: Timed): number {
  const sent = totals.staged.debtors - keptOf({ groups }).debtors;
  return sent - groups.pending.debtors - (isReadingBack ? groups.unconfirmed.debtors : 0);
}

/** Debtors a minute over the last minutes of calls; null if there is too little to measure. */
export function paceOf(recent: RecentProgress | undefined): number | null {
  if (recent === undefined || recent.seconds < leastSeconds || recent.debtors === 0) return null;
  return (recent.debtors / recent.seconds) * 60;
}

/** Milliseconds until nothing is pending at this pace; null if unknown. */
export function timeLeftMs(pending: number, pace: number | null): number | null {
  return pace === null || pace <= 0 ? null : (pending / pace) * 60_000;
}

/** Milliseconds until a run is over, including the wait for its look-ups and the look-ups; null if unknown. */
export function runLeftMs({ groups, lookup }: Timed, pace: number | null, now: number): number | null {
  const { debtors } = groups.pending;
  if (debtors === 0 && lookup === undefined) return null;
  const sendingMs = debtors === 0 ? 0 : timeLeftMs(debtors, pace);
  if (sendingMs === null || lookup === undefined) return sendingMs;
  const waitMs = lookup.startsAt === null ? 0 : Date.parse(lookup.startsAt) - now;
  return Math.max(sendingMs, waitMs, 0) + lookup.seconds * 1_000;
}
