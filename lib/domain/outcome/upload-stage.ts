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
 * What a page of one stage keeps as it was once the upload has moved to another: half of it of the one and half of the
 * other would contradict the body, such as a stop without what holds it.
 */
export function stageFacts({
  state,
  stopReason,
  stopDetail,
  stopHolds,
  superseded,
}: UploadView): Pick<UploadView, "state" | "stopReason" | "stopDetail" | "stopHolds" | "superseded"> {
  return {
    ...{ state, stopReason, stopDetail },
    ...(stopHolds === undefined ? {} : { stopHolds }),
    ...(superseded === undefined ? {} : { superseded }),
  };
}

/** Whether an upload has cells that could be corrected: a close-out has no file, and an erased upload none any more. */
export function hasCells({ erased, closesOutId = null }: Pick<UploadView, "erased" | "closesOutId">): boolean {
  return !erased && closesOutId === null;
}

/**
 * How a correction of what did not get in is offered: first, while debtors wait for it; second, if only rows are left
 * beside debtors that were all accepted later; null, if it leads nowhere: nothing is left but whom it cannot send, or the
 * upload has no cells.
 */
export type CorrectionPlan = "first" | "second" | null;
