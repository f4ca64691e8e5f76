/**
 * staging → staged → queued → running ⇄ paused → finished; running → stopped (with a reason an admin can act on) → queued;
 * cancelled from anywhere before finished. Nothing is sent before `queued`.
 */
export const uploadStates = [
  "staging",
  "staged",
  "queued",
  "running",
  "paused",
  "stopped",
  "finished",
  "cancelled",
] as const;
export type UploadState = (typeof uploadStates)[number];

/** Every update repeats the from-state in its `where`; zero rows means somebody else moved it. */
export const uploadMoves: Readonly<Record<UploadState, readonly UploadState[]>> = {
  staging: ["staged", "cancelled"],
  staged: ["queued", "cancelled"],
  queued: ["running", "paused", "cancelled"],
  running: ["paused", "stopped", "finished", "cancelled"],
  paused: ["queued", "cancelled"],
  stopped: ["queued", "cancelled"],
  finished: [],
  cancelled: [],
};

/** The states from which an upload may move to `to`. */
export function statesBefore(to: UploadState): UploadState[] {
  return uploadStates.filter((from) => uploadMoves[from].includes(to));
}

/** Nothing of it will be sent any more: what became of its debtors can be told. */
export function isOver(state: UploadState): boolean {
  return state === "finished" || state === "cancelled";
}

/** Given up before anybody confirmed it: it never was to be sent, so nothing of it failed. */
export function isDiscarded(upload: { readonly state: UploadState; readonly confirmedAt: string | null }): boolean {
  return upload.state === "cancelled" && upload.confirmedAt === null;
}
