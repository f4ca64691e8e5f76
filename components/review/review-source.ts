import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { Change, Forecast, ProposalList, Reason } from "#lib/spreadsheet/protocol/cures.ts";
import type { FindAnswer, FindInput } from "#lib/spreadsheet/protocol/find.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { AsideWindow, ReviewSummary, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import type { BlockSource } from "./blocks/block-source.ts";
import type { DebtorSource } from "./debtors/debtor-source.ts";
import type { AskWindow } from "./row-windows.ts";

/** Gets a share from 0 to 1 while a long operation runs. */
type OnProgress = (share: number) => void;

/** What to replace: in all found cells, or in this one only. */
export type ReplaceInput = Omit<FindInput, "from" | "direction"> & {
  readonly replacement: string;
  readonly only: { readonly row: number; readonly column: number } | null;
};

/** The calls of the review to the workbench. */
export interface ReviewSource extends BlockSource, DebtorSource {
  readonly window: AskWindow;
  nextIssue(input: {
    after: number;
    filter: RowFilter;
    direction: "next" | "previous";
  }): Promise<{ row: number; position: number; isAround: boolean } | null>;
  /** Null if the mapping or the rows changed while the column was counted. */
  columnSummary(column: number): Promise<ColumnSummary | null>;
  asideWindow(input: { from: number; count: number }): Promise<AsideWindow>;
  /** Reads the file again with these of the set-aside rows as data. */
  takeIn(takenIn: ReadingSettings["takenIn"], onProgress: OnProgress): Promise<ReviewSummary>;
  edit(edits: readonly CellEdit[]): Promise<ReviewSummary>;
  /**
   * After a change of some cells, or of how all rows are read: takes those out whom the tenant keeps out of every load
   * and the file did not have before. Null if there is nobody.
   */
  holdAgain(among: "edited" | "all", onProgress: OnProgress): Promise<ReviewSummary | null>;
  proposals(reason: Reason): Promise<ProposalList>;
  /** What a change would do to a reason and to all debtors. */
  forecast(input: { change: Change; reason: Reason }, signal: AbortSignal): Promise<Forecast>;
  /** Corrects cells and takes another mapping, as one step for undo. */
  cure(change: Change, onProgress: OnProgress, signal: AbortSignal): Promise<ReviewSummary>;
  /** `mapping`: the one from then on; null if it is the same. */
  travel(
    direction: "undo" | "redo",
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<{
    summary: ReviewSummary;
    at: { row: number; column: number } | null;
    mapping: Mapping | null;
  }>;
  find(input: FindInput, onProgress: OnProgress, signal: AbortSignal): Promise<FindAnswer>;
  replace(
    input: ReplaceInput,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<{ summary: ReviewSummary; replaced: number; tooLong: number }>;
}
