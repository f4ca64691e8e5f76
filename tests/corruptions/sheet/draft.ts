import type { BankColumn } from "./bank.ts";
import type { Shape } from "./shape.ts";

/**
 * A cell before it is written. Money in cents, dates as ISO; a text file writes them all as its shape says.
 */
export type DraftCell =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "money"; readonly cents: number }
  | { readonly is: "date"; readonly iso: string }
  /** A number cell of a workbook, with its format if given. */
  | { readonly is: "number"; readonly value: number; readonly format?: string }
  | { readonly is: "error"; readonly text: string }
  /** A formula without a calculated value. */
  | { readonly is: "formula"; readonly formula: string }
  | { readonly is: "blank" };

export const blank: DraftCell = { is: "blank" };

export function textCell(text: string): DraftCell {
  return { is: "text", text };
}

export interface DraftLine {
  cells: DraftCell[];
  /**
   * The index in `truth` of the portfolio row that this line carries; null for titles, headers, totals and
   * the like.
   */
  readonly origin: number | null;
  isHidden?: boolean;
  /** A further header besides the draft's own: it names the columns of the lines below it. */
  isHeader?: true;
  /** Changes a text file's line at the very end; the result may be several lines. */
  rewrite?: (line: string) => string;
}

export interface TrueDebtor {
  identification: string;
  /** Set if the number can be sent in several forms that keep this debtor apart from others. */
  accepts?: (identification: string) => boolean;
  readonly values: Record<string, string>;
}

/** What a row holds about its debtor and its obligation: canonical values by field id, empty ones absent. */
export interface TrueRow {
  readonly debtor: TrueDebtor;
  readonly obligation: Record<string, string>;
}

/** A file before it is written; operators change it. */
export interface Draft {
  readonly shape: Shape;
  readonly columns: BankColumn[];
  readonly lines: DraftLine[];
  readonly headerLine: DraftLine;
  readonly truth: readonly TrueRow[];
  readonly merges: DraftMerge[];
  readonly hiddenColumns: Set<number>;
  is1904: boolean;
  /** For columns that an operator wrote another way: the answer of somebody who knows the file. */
  readonly answers: Map<string, "," | "." | "dmy" | "mdy" | "ymd">;
  /** Columns in which a spreadsheet program has swapped days and months; the others are as written. */
  readonly dated: Map<string, "swapped">;
  /** Other sheets, before and after the portfolio's sheet in the workbook. */
  readonly before: DraftSheet[];
  readonly after: DraftSheet[];
}

/** Merged cells of a workbook over these lines, within a column or across the first eight. */
export interface DraftMerge {
  readonly column: BankColumn | "across";
  readonly lines: readonly DraftLine[];
}

export interface DraftSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly lines: readonly DraftLine[];
}

/** The lines that carry rows of the portfolio, in their order. */
export function dataLines(draft: Draft): DraftLine[] {
  return draft.lines.filter((line) => line.origin !== null);
}

/** Reorders the lines of the portfolio; other lines between them keep their places. */
export function reorder(draft: Draft, ordered: readonly DraftLine[]): void {
  let next = 0;
  for (const [at, line] of draft.lines.entries()) {
    const other = line.origin === null ? undefined : ordered[next++];
    if (other !== undefined) draft.lines[at] = other;
  }
}

/** The index of a field's column; null if the bank does not send the field. */
export function columnOf(draft: Draft, field: string): number | null {
  const index = draft.columns.findIndex((column) => column.field === field);
  return index === -1 ? null : index;
}

/** The fields that the bank sends. */
export function fieldsOf(draft: Draft): string[] {
  return draft.columns.flatMap(({ field }) => (field === null ? [] : [field]));
}

/** A line that does not belong to the portfolio. */
export function extraLine(cells: readonly (DraftCell | string)[]): DraftLine {
  return { origin: null, cells: cells.map((cell) => (typeof cell === "string" ? textOrBlank(cell) : cell)) };
}

function textOrBlank(text: string): DraftCell {
  return text === "" ? blank : textCell(text);
}
