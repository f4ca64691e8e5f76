import { outcomes, type RecordState } from "./outcome.ts";

export const recordStates = ["pending", ...outcomes] as const satisfies readonly RecordState[];

/** The moves a record may make. A correction of an unconfirmed one needs a read-back or a person's word. */
export const recordMoves = {
  pending: outcomes,
  unconfirmed: ["accepted", "rejected"],
  accepted: [],
  rejected: [],
  not_sent: [],
} as const satisfies Readonly<Record<RecordState, readonly RecordState[]>>;

/** The states that queries and SQL functions take together; a test compares what these spell with it. */
export const recordGroups = {
  /** Its debtor did not get in, as far as anybody knows. */
  failed: ["rejected", "unconfirmed", "not_sent"],
  /** Its debtor certainly did not get in: it goes again to any CRM. */
  certainlyFailed: ["rejected", "not_sent"],
} as const satisfies Readonly<Record<string, readonly RecordState[]>>;
