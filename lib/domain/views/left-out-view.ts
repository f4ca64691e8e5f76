import type { SetAsideReason } from "../table/set-aside.ts";
import type { Issue } from "../validation/issue.ts";

/** A row that was not sent, and why. */
export interface LeftOutView {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  readonly issues: readonly Issue[];
  /** Its debtor goes, and of this row all but an obligation that stands in it once more: it is no row left out. */
  readonly isSentInPart: boolean;
  /** Its cells are, and the values its issues quoted. */
  readonly isErased: boolean;
}

/** A row of the file that is no data: a title, a total or a note. */
export interface SetAsideView {
  readonly row: number;
  readonly line: number;
  readonly reason: SetAsideReason;
  /** What it says, cell by cell; null once it is erased. */
  readonly text: string | null;
}
