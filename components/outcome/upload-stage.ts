import type { UploadState } from "#lib/domain/outcome/upload-state.ts";

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

/** Whether the upload's figures can still change by themselves. */
export function isLive(state: UploadState): boolean {
  return stages[state] !== "result";
}
