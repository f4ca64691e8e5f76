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

const drafts = ["staging", "staged"] as const;
const going = ["queued", "running"] as const;
const held = ["paused", "stopped"] as const;
const over = ["finished", "cancelled"] as const;
const inLine = [...going, ...held] as const;

/** The states that queries, use cases and SQL functions take together; a test compares what SQL spells with it. */
export const uploadGroups = {
  /** Nobody has confirmed it: nothing of it may be sent. */
  drafts,
  /** In its tenant's line, and nothing keeps it from being sent. */
  going,
  /** In line, until a person does something. */
  held,
  /** Confirmed and not over: only the first of a tenant's line is sent. */
  inLine,
  /** Nothing of it will be sent any more: what became of its debtors can be told. */
  over,
  /** All states of what was confirmed. A draft that was given up has one of them, too. */
  afterDraft: [...inLine, ...over],
  /** What cancelling ends; a draft that is still being staged is discarded. */
  cancellable: ["staged", ...inLine],
  /** Its unconfirmed debtors may be looked up: not while it is held. */
  readable: ["running", ...over],
  /** It may have to wait: for its calls, or for those of its read-back. */
  waiting: [...going, ...over],
} as const satisfies Readonly<Record<string, readonly UploadState[]>>;

/** Whether a state is one of a group's. */
export function isOneOf<T extends UploadState>(group: readonly T[], state: UploadState): state is T {
  return group.some((one) => one === state);
}

/** The states from which an upload may move to `to`. */
export function statesBefore(to: UploadState): UploadState[] {
  return uploadStates.filter((from) => uploadMoves[from].includes(to));
}

/** Nothing of it will be sent any more: what became of its debtors can be told. */
export function isOver(state: UploadState): boolean {
  return isOneOf(over, state);
}

/** Given up before anybody confirmed it: it never was to be sent, so nothing of it failed. */
export function isDiscarded(upload: { readonly state: UploadState; readonly confirmedAt: string | null }): boolean {
  return upload.state === "cancelled" && upload.confirmedAt === null;
}
