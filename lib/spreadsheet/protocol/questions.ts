import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { HeldDebtors } from "#lib/domain/holds/hold.ts";
import type { ReadingSums } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { RestoredCells } from "../kept/kept-cells.ts";
import type { BlockQuestions } from "./blocks.ts";
import type { Change, Forecast, ProposalList, Reason } from "./cures.ts";
import type { DebtorQuestions } from "./debtors.ts";
import type { FindAnswer, FindInput, FindScope } from "./find.ts";
import type { FirstRows, ReadingReport, ReadingSettings } from "./reading.ts";
import type { Refusal } from "./refusal.ts";
import type { AsideWindow, ReviewSummary, RowFilter, RowWindow } from "./review.ts";
import type { StagingChunk, StagingPlan } from "./staging.ts";

/**
 * What the page can ask the workbench, the web worker that holds the table. The page never holds all rows: it
 * asks for windows of rows, summaries and totals. All types here can be structured-cloned.
 */

/** The input of `open`. */
export interface OpenInput {
  readonly file: File;
  readonly settings: ReadingSettings;
  readonly fields: readonly Field[];
  /**
   * ISO 4217 code of the tenant's money. Without it, every currency in a number format is added to the cell's
   * text.
   */
  readonly currency?: string;
}

/**
 * The questions by name, with their answers. Those that may take long (`open`, `reread`, `apply`, `edit`,
 * `forecast`, `cure`, `travel`, `find`, `replace`, `takeIn`, `debtorWindow`) report progress as a share from 0 to 1.
 */
export interface WorkbenchQuestions extends BlockQuestions, DebtorQuestions {
  /**
   * The first rows of a file that is not open yet; null if they need the whole file to be read, or if it is
   * refused.
   */
  glimpse(input: { file: File; rows: number; columns: number }): FirstRows | null;
  /** Reads a file and finds its table. Replaces the file that was open. */
  open(input: OpenInput): ReadingReport;
  /** Reads the open file again with other settings. Keeps corrections whose cell still exists with the same text. */
  reread(input: { settings: ReadingSettings }): ReadingReport;
  /** The sums of columns of amounts, as they are written in the file. */
  sumColumns(input: { columns: readonly number[] }): readonly ReadingSums[];
  /**
   * Passes what became of the debtors of the report's upload: `text` has lines of `earlierLine` in UTF-8,
   * `at` is when the upload was sent, in milliseconds since 1970. Takes effect with the next `apply`.
   */
  correct(input: { text: ArrayBuffer; at: number }): void;
  /**
   * The different identifications that may be of a person on the hold list, by its buckets. `among`: all rows, or those
   * whose identification may have been edited. `context`: null for the one that counts.
   */
  heldCandidates(input: {
    context: DerivationContext | null;
    buckets: readonly number[];
    among: "all" | "edited";
  }): readonly string[];
  /** Derives every debtor again, with these people held as well. */
  alsoHold(input: { held: HeldDebtors }): ReviewSummary;
  /**
   * Derives every debtor with this mapping and returns what is wrong. Keeps the edits. `choices`: what the
   * user decided about a corrected report's debtors; missing means nothing is decided.
   */
  apply(input: { context: DerivationContext; choices?: CorrectionChoices }): ReviewSummary;
  /**
   * What a column holds. Counted in slices beside the other questions; null if the file or its mapping
   * changed meanwhile. `context`: before a review, to read the column so and judge each cell by itself;
   * without it, the review's issues count.
   */
  columnSummary(input: { column: number; context?: DerivationContext }): ColumnSummary | null;
  window(input: { from: number; count: number; filter: RowFilter }): RowWindow;
  /**
   * The next (or previous) row with an issue, among those that the filter shows; the row `after` itself comes
   * last. `isAround`: it begins again at the other end. Null if there is none.
   */
  nextIssue(input: {
    after: number;
    filter: RowFilter;
    direction?: "next" | "previous";
  }): { row: number; position: number; isAround: boolean } | null;
  /** Writes cells and checks their rows and debtors again. An edit back to the original text is dropped. */
  edit(input: { edits: readonly CellEdit[] }): ReviewSummary;
  /** The proposals of a group of issues, as old and new texts. */
  proposals(input: Reason): ProposalList;
  /** What a change would do to the reason and to all debtors; nothing is changed. */
  forecast(input: { change: Change; reason: Reason }): Forecast;
  /** Corrects cells and takes another mapping, as one step for undo. */
  cure(input: { change: Change }): ReviewSummary;
  /** Undoes or redoes the last edit, replacement or decision; changes nothing if there is none. */
  travel(input: { direction: "undo" | "redo" }): {
    summary: ReviewSummary;
    /** The first cell that was written; null if none was. */
    at: { row: number; column: number } | null;
    /** The mapping from then on; null if it is the same. */
    mapping: Mapping | null;
  };
  find(input: FindInput): FindAnswer;
  /**
   * Replaces in all found cells, or only in that one. `tooLong` counts cells left as they are because the new
   * text would be too long for a cell.
   */
  replace(input: FindScope & { replacement: string; only: { row: number; column: number } | null }): {
    summary: ReviewSummary;
    replaced: number;
    tooLong: number;
  };
  /** Rows that were set aside, beginning with number `from` of them. */
  asideWindow(input: { from: number; count: number }): AsideWindow;
  /**
   * Decides again which rows are set aside, with these rows as data: their lines, all, or none. Derives
   * everything again.
   */
  takeIn(input: { takenIn: ReadingSettings["takenIn"] | null }): ReviewSummary;
  planStaging(input: Record<never, never>): StagingPlan;
  chunk(input: { sequence: number }): StagingChunk;
}

/** What the worker does with the corrections besides, to keep them in this browser (decision 54). */
export interface KeepingQuestions {
  /**
   * Writes the corrections to a folder from now on, or no more (null). Answered once keeping has ended; refused if
   * it fails.
   */
  keepCells(input: { folder: string | null }): void;
  /** Makes the corrections of a folder in the open file, before a mapping is applied. */
  restoreCells(input: { folder: string }): RestoredCells;
}

export interface Questions extends WorkbenchQuestions, KeepingQuestions {}

export type QuestionName = keyof Questions;

export type ToWorkbench = {
  [Name in QuestionName]: { id: number; name: Name; input: Parameters<Questions[Name]>[0] };
}[QuestionName];

/** Questions whose work is done in slices: aborting one stops it, and leaves everything as it was. */
export const stoppableQuestions: ReadonlySet<QuestionName> = new Set([
  "forecast",
  "cure",
  "travel",
  "replace",
  "copyRange",
  "measureRange",
  "paste",
  "fillDown",
  "clear",
  "debtorWindow",
  "debtorPlace",
]);

/** Stops the work for a question. Its answer still comes if it was done before. */
export interface StopWorkbench {
  readonly id: number;
  readonly stop: true;
}

export type FromWorkbench =
  | { id: number; answer: unknown }
  | { id: number; progress: number }
  | { id: number; isStopped: true }
  /** See `RowsMoved`. */
  | { id: number; isMoved: true }
  | { id: number; refusal: Refusal };
