import { outcomes, type RecordState } from "./outcome.ts";
import type { UploadState } from "./upload-state.ts";

export const recordStates = ["pending", "unchanged", ...outcomes] as const satisfies readonly RecordState[];

/**
 * The moves a record may make. `unchanged` and `pending` change places only before the confirmation. Only a read-back or a person may change an unconfirmed one.
 */
export const recordMoves = {
  pending: ["unchanged", ...outcomes],
  unchanged: ["pending"],
  unconfirmed: ["accepted", "rejected"],
  accepted: [],
  rejected: [],
  not_sent: [],
} as const satisfies Readonly<Record<RecordState, readonly RecordState[]>>;

/** The states that queries and SQL functions treat alike; a test compares their text with this. */
export const recordGroups = {
  /** Its debtor did not get in, as far as anybody knows. */
  failed: ["rejected", "unconfirmed", "not_sent"],
  /** Its debtor certainly did not get in: it may be sent again to any CRM. */
  certainlyFailed: ["rejected", "not_sent"],
  /** It was sent: the snapshot of its portfolio follows. */
  sent: ["accepted", "rejected", "unconfirmed"],
  /** The CRM has its debtor, or may have it. */
  mayBeIn: ["accepted", "unconfirmed"],
  /** The CRM has its debtor, may have it, or is to get it. */
  mayGetIn: ["pending", "accepted", "unconfirmed"],
  /** The CRM may still get its debtor, or may have got it. */
  open: ["pending", "unconfirmed"],
} as const satisfies Readonly<Record<string, readonly RecordState[]>>;

interface Told {
  readonly state: RecordState;
  readonly reason: string | null;
}

interface UploadOfRecord {
  readonly confirmedAt: Date | null;
  readonly state: UploadState;
}

/**
 * What a record says of its debtor. In an upload that nobody confirmed an unchanged one is pending like the others, and not
 * sent like them once it is discarded: nobody has said that the CRM may keep the debtor as it is.
 */
export function toldOf({ state, reason }: Told, upload: UploadOfRecord): Told {
  if (state !== "unchanged" || upload.confirmedAt !== null) return { state, reason: toldReason(reason, upload) };
  return upload.state === "cancelled"
    ? { state: "not_sent", reason: "upload_discarded" }
    : { state: "pending", reason };
}

/** Why a record is as it is: one of an upload cancelled before anybody confirmed it was discarded with that. */
export function toldReason(reason: string | null, upload: Pick<UploadOfRecord, "confirmedAt">): string | null {
  return reason === "upload_cancelled" && upload.confirmedAt === null ? "upload_discarded" : reason;
}
