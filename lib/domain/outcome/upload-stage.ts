import type { UploadView } from "../views/upload-view.ts";
import type { UploadState } from "./upload-state.ts";

/** Which body an upload's page has. */
export type UploadStage = "staging" | "confirm" | "run" | "result";

const stages: Readonly<Record<UploadState, UploadStage>> = {
  staging: "staging",
  staged: "confirm",
  queued: "run",
  running: "run",
  paused: "run",
  stopped: "run",
  finished: "result",
  cancelled: "result",
};

export function stageOf(state: UploadState): UploadStage {
  return stages[state];
}

/**
 * Whether the upload's figures can still change by themselves. Once it is over, debtors may still be looked
 * up; after it is cancelled, the last call may still be under way.
 */
export function isLive({
  state,
  groups,
  isReadingBack = false,
}: Pick<UploadView, "state" | "groups" | "isReadingBack">): boolean {
  return isReadingBack || groups.pending.debtors > 0 || stages[state] !== "result";
}

/**
 * Whether anything certainly did not get in. Unconfirmed debtors are looked up first: corrected, they
 * could be in the CRM twice.
 */
export function isCorrectable({ totals, groups, closesOutId = null }: UploadView): boolean {
  // A close-out has no file.
  if (closesOutId !== null) return false;
  return totals.leftOut.rows > 0 || groups.rejected.debtors > 0 || groups.not_sent.debtors > 0;
}
