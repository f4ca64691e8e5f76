import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import type { FindAnswer, FindInput, FindScope } from "./find.ts";
import type { FirstRows, ReadingReport, ReadingSettings } from "./reading.ts";
import type { Refusal } from "./refusal.ts";
import type { AsideWindow, ReviewSummary, RowFilter, RowWindow } from "./review.ts";
import type { StagingChunk, StagingPlan } from "./staging.ts";

/**
 * What the page may ask of the workbench, the web worker that holds the table. The page never holds all rows:
 * it asks for windows of rows, summaries and totals. Everything here is structured-cloneable.
 */

/** What a file is opened with. */
export interface OpenInput {
  readonly file: File;
  readonly settings: ReadingSettings;
  readonly fields: readonly Field[];
  /** ISO 4217 code of the tenant's money; where it is absent, whatever currency a number format names is told. */
  readonly currency?: string;
}

/** The questions, by name, with their answers. Progress of `open`, `apply`, `find` and `replace` is told as a share from 0 to 1. */
export interface WorkbenchQuestions {
  /** The first rows of a file that is yet to be opened; null where they cannot be told before all of it is read, or not at all. */
  glimpse(input: { file: File; rows: number; columns: number }): FirstRows | null;
  /** Reads a file and finds its table. Replaces whatever was open. */
  open(input: OpenInput): ReadingReport;
  /** Reads the open file again with other settings. Corrections of cells that are still there and say the same are kept. */
  reread(input: { settings: ReadingSettings }): ReadingReport;
  /**
   * Says what became of the debtors of the upload that the open report is of: lines of `earlierLine` in UTF-8, and when it was sent, in
   * milliseconds since 1970. It holds from the next `apply` on.
   */
  correct(input: { text: ArrayBuffer; at: number }): void;
  /**
   * Derives every debtor with this mapping and answers what is wrong. Edits are kept. `choices`: what the user said of a
   * corrected report's debtors; nothing where they are missing.
   */
  apply(input: { context: DerivationContext; choices?: CorrectionChoices }): ReviewSummary;
  window(input: { from: number; count: number; filter: RowFilter }): RowWindow;
  /** The next row after `after` (exclusive) with an error, or the one before it; null where there is none. Wraps around. */
  nextIssue(input: {
    after: number;
    filter: RowFilter;
    direction?: "next" | "previous";
  }): { row: number; position: number } | null;
  /** Writes cells, checks their rows and debtors again. An edit whose text is the original one is dropped. */
  edit(input: { edits: readonly CellEdit[] }): ReviewSummary;
  /** Takes every proposal of a group. */
  fixGroup(input: { code: IssueCode; column: number | null }): ReviewSummary;
  /** Takes the last edit, group or replacement back, or does again what was taken back; nothing where there is none. */
  travel(input: { direction: "undo" | "redo" }): {
    summary: ReviewSummary;
    /** The first cell that was written. */
    at: { row: number; column: number } | null;
  };
  find(input: FindInput): FindAnswer;
  /** Replaces in all found cells, or in that one cell. `tooLong` counts those that were left because no cell holds so much. */
  replace(input: FindScope & { replacement: string; only: { row: number; column: number } | null }): {
    summary: ReviewSummary;
    replaced: number;
    tooLong: number;
  };
  /** Rows that were set aside, from the place `from` of them on. */
  asideWindow(input: { from: number; count: number }): AsideWindow;
  /** Reads what was set aside again, with other rows of it as data: their lines, all of them, or none. Everything is derived anew. */
  takeIn(input: { takenIn: ReadingSettings["takenIn"] | null }): ReviewSummary;
  planStaging(input: Record<never, never>): StagingPlan;
  chunk(input: { sequence: number }): StagingChunk;
}

export type QuestionName = keyof WorkbenchQuestions;

export type ToWorkbench = {
  [Name in QuestionName]: { id: number; name: Name; input: Parameters<WorkbenchQuestions[Name]>[0] };
}[QuestionName];

export type FromWorkbench =
  | { id: number; answer: unknown }
  | { id: number; progress: number }
  | { id: number; refusal: Refusal };
