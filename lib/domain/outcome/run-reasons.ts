import type { UploadView } from "../views/upload-view.ts";

/** Reasons that the run itself gives a debtor, in addition to those of the verdicts (`reasons.*`). */
export const runReasons = [
  "upload_cancelled",
  /** As `upload_cancelled`, which is what is stored, of an upload that nobody had confirmed. */
  "upload_discarded",
  "worker_lost",
  "not_in_crm",
  "read_back_differs",
  "read_back_not_shown",
  "read_back_several",
  /** The CRM refused the lookup itself; its words are kept with the reason. */
  "read_back_refused",
  "read_back_elsewhere",
  /** The CRM refused it when it was sent again, and may have accepted it the first time. */
  "refused_on_resend",
  /** Not sent: the tenant keeps this person out of every load. */
  "held",
  /** Not sent: a load would remove its obligations of another portfolio, and nobody knows which ones it has. */
  "uncertain_elsewhere",
  /** Not sent: with its obligations of other portfolios it is too big for a call. */
  "too_big_with_others",
  /** Not closed: a file that was confirmed behind the close-out has them. */
  "back_in_file",
  /** It was to be sent when the backup was taken that the database was put back from. */
  "database_restored",
  "person",
] as const;
export type RunReason = (typeof runReasons)[number];

/** Why the first upload in line waits for something else than the CRM. */
export const queueReasons = ["earlier_upload", "key_missing"] as const;

/** Why the portal paused a run (`reasons.stop.*`): a person decides whether to go on. */
export const pauseReasons = ["alike_failures", "database_restored"] as const;

/** Why the portal stopped a run (`reasons.stop.*`): what it rests on has changed since it was confirmed. */
export const lostGrounds = [
  /** The load of its close-out was cancelled, the tenant has another operation, or the CRM is not known to update any more. */
  "close_out_refused",
  /** It leaves out debtors whom another operation or server has as its file says. */
  "compared_elsewhere",
  /** It leaves out debtors because the CRM was known to update, which it is not any more. */
  "updates_unknown",
  /** It was confirmed when the CRM was known to update, and it sends debtors whom the CRM has and would have twice. */
  "duplicates_now",
] as const;
export type LostGround = (typeof lostGrounds)[number];

/** What makes a close-out `close_out_refused`, stopped or not confirmed yet. */
export const closeOutStops = [
  "close_out_load_cancelled",
  /** A retry that sends the rest of the cancelled load that named its debtors gone. */
  "close_out_retry_behind",
  /** Of the set of parts that named its debtors gone. */
  "close_out_part_cancelled",
  /** Its debtors are in another operation or server than the tenant has now. */
  "close_out_elsewhere",
  "close_out_updates_unknown",
] as const;
export type CloseOutStop = (typeof closeOutStops)[number];

/** What keeps a run that is held from going on: resumed, it would only stop. */
export type HoldingStop = Exclude<LostGround, "close_out_refused"> | CloseOutStop;

/** What its page says of a run that is held: what keeps it, or that what stopped it has gone since. Null: nothing, a person paused it. */
export function toldStop({ stopReason, stopHolds }: Pick<UploadView, "stopReason" | "stopHolds">): string | null {
  if (stopHolds !== undefined) return stopHolds;
  return lostGrounds.some((ground) => ground === stopReason) ? "ground_back" : stopReason;
}
