/**
 * staging → staged → queued → running ⇄ paused → finished; running → stopped (with a reason an admin can act
 * on) → queued; cancelled from any state before finished. Nothing is sent before `queued`.
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

/** Every update repeats the from-state in its `where`; zero rows updated means that somebody else moved it. */
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

/** The states that queries, use cases and SQL functions treat alike; a test compares the SQL with this. */
export const uploadGroups = {
  /** Not confirmed: nothing of it may be sent. */
  drafts,
  /** In its tenant's line and free to be sent. */
  going,
  /** In line, and waiting for a person. */
  held,
  /** Its staging has not ended or never will: the portfolio it names may not exist yet. */
  notStaged: ["staging", "cancelled"],
  /** Confirmed and not over: only the first in a tenant's line is sent. */
  inLine,
  /** Nothing more of it will be sent, so the outcome of its debtors can be reported. */
  over,
  /** Every state that a confirmed upload can have. A discarded draft has one of them too (`cancelled`). */
  afterDraft: [...inLine, ...over],
  /** What cancelling ends; a draft that is still being staged is discarded instead. */
  cancellable: ["staged", ...inLine],
  /** Its unconfirmed debtors may be looked up: not while it is held. A retry brings some along when it is confirmed. */
  readable: [...going, ...over],
  /** It may have to wait, for its calls or for those of its read-back. */
  waiting: [...going, ...over],
} as const satisfies Readonly<Record<string, readonly UploadState[]>>;

export function isOneOf<T extends UploadState>(group: readonly T[], state: UploadState): state is T {
  return group.some((one) => one === state);
}

/** The states from which an upload may move to `to`. */
export function statesBefore(to: UploadState): UploadState[] {
  return uploadStates.filter((from) => uploadMoves[from].includes(to));
}

/** Nothing more of it will be sent, so the outcome of its debtors can be reported. */
export function isOver(state: UploadState): boolean {
  return isOneOf(over, state);
}

/**
 * A load that was discarded. A retry or correction of it is neither compared nor judged by the loads before it, so it would
 * send the load past what a confirmation refuses; of a discarded retry or correction, debtors go back to where they came from.
 */
export function isDiscardedLoad(upload: {
  readonly state: UploadState;
  readonly confirmedAt: string | Date | null;
  readonly retryOfId?: string | null;
}): boolean {
  return isDiscarded(upload) && (upload.retryOfId ?? null) === null;
}

/** Given up before anybody confirmed it: it was never to be sent, so nothing of it failed. */
export function isDiscarded(upload: {
  readonly state: UploadState;
  readonly confirmedAt: string | Date | null;
}): boolean {
  return upload.state === "cancelled" && upload.confirmedAt === null;
}
