import type { SetAsideReason } from "../table/set-aside.ts";
import type { Issue, IssueCode } from "../validation/issue.ts";
import type { Maskable } from "./debtor-ref.ts";

/** A row of which something is not sent, and why. */
export interface LeftOutView extends Maskable {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  readonly issues: readonly Issue[];
  /** Its debtor is sent; of this row only a repeated obligation is not. So the row is not left out whole. */
  readonly isSentInPart: boolean;
  /** The correction in which its debtor was accepted since; null if it was not. */
  readonly acceptedInId: string | null;
  /** Its cells and the values in its issues are erased. */
  readonly isErased: boolean;
}

/** An upload that left out rows of a debtor: their lines, and why; errors alone if any is one. */
export interface LeftOutUpload {
  readonly uploadId: string;
  readonly fileName: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly lines: readonly number[];
  readonly codes: readonly IssueCode[];
}

/** A row of the file that is no data, such as a title, a total or a note. */
export interface SetAsideView {
  readonly row: number;
  readonly line: number;
  readonly reason: SetAsideReason;
  /** Its filled cells joined with " · "; null once erased. */
  readonly text: string | null;
}
