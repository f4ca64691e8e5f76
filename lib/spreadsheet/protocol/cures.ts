import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";

/** A group of issues by its key. */
export interface Reason {
  readonly code: IssueCode;
  readonly column: number | null;
}

/** The text of a cell and what is proposed instead. */
export interface Proposed {
  readonly from: string;
  readonly to: string;
}

/** The proposals of a reason, commonest first. */
export interface ProposalList {
  readonly listed: readonly (Proposed & { readonly count: number })[];
  /** How many further ones there are, and in how many cells. */
  readonly others: number;
  readonly otherCells: number;
}

/** What to do with the cells of a reason. `except`: proposals that are not taken. */
export type CellCure = Reason &
  (
    | { readonly kind: "proposals"; readonly except: readonly Proposed[] }
    | { readonly kind: "value"; readonly text: string }
    | { readonly kind: "empty" }
  );

/** One step of the user: cells to correct, and the mapping from then on; null where nothing changes. */
export interface Change {
  readonly cells: CellCure | null;
  readonly mapping: Mapping | null;
}

/** What a review counts, as far as a cure may change it. */
export interface CureFigures {
  /** Rows with the reason. */
  readonly rows: number;
  readonly rowsWithErrors: number;
  readonly rowsWithWarnings: number;
  readonly leftOut: ControlTotals["leftOut"];
  readonly staged: ControlTotals["staged"];
}

/** What a change would do. */
export interface Forecast {
  readonly before: CureFigures;
  readonly after: CureFigures;
  /** Cells that would be corrected. */
  readonly cells: number;
  /** The upload would get more corrections than it may carry. */
  readonly isTooMany: boolean;
  /** What is wrong or doubtful about the text typed for many cells. */
  readonly said: readonly Issue[];
}
