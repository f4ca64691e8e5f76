import type { BankColumn } from "./bank.ts";
import type { Shape } from "./shape.ts";

/** A cell before it is written. Money in cents, dates as ISO; a text file spells all of them as its shape says. */
export type DraftCell =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "money"; readonly cents: number }
  | { readonly is: "date"; readonly iso: string }
  /** A number cell of a workbook, under a format where one is given. */
  | { readonly is: "number"; readonly value: number; readonly format?: string }
  | { readonly is: "error"; readonly text: string }
  /** Nobody has calculated it. */
  | { readonly is: "formula"; readonly formula: string }
  | { readonly is: "blank" };

export const blank: DraftCell = { is: "blank" };

export function textCell(text: string): DraftCell {
  return { is: "text", text };
}

export interface DraftLine {
  cells: DraftCell[];
  /** The row of the portfolio it carries: its place in `truth`; null for titles, headers, totals and whatever else. */
  readonly origin: number | null;
  isHidden?: boolean;
  /** It names the columns of the lines below it, beside the draft's own header. */
  isHeader?: true;
  /** What a text file's line becomes in the end; it may then be several lines. */
  rewrite?: (line: string) => string;
}

export interface TrueDebtor {
  identification: string;
  /** Where a number can be sent in several ways that keep its debtor apart from others. */
  accepts?: (identification: string) => boolean;
  readonly values: Record<string, string>;
}

/** What a row says of its debtor and of its obligation: field ids and canonical values, empty ones absent. */
export interface TrueRow {
  readonly debtor: TrueDebtor;
  readonly obligation: Record<string, string>;
}

/** A file as it is before it is written; operators change it. */
export interface Draft {
  readonly shape: Shape;
  readonly columns: BankColumn[];
  readonly lines: DraftLine[];
  readonly headerLine: DraftLine;
  readonly truth: readonly TrueRow[];
  readonly merges: DraftMerge[];
  readonly hiddenColumns: Set<number>;
  is1904: boolean;
  /** Of columns that an operator spelled another way: what a person who knows the file would answer. */
  readonly answers: Map<string, "," | "." | "dmy" | "mdy" | "ymd">;
  /** Columns in which a spreadsheet program has exchanged days and months; the others are as they say. */
  readonly dated: Map<string, "swapped">;
  /** Other sheets, by the place they have in the workbook. */
  readonly before: DraftSheet[];
  readonly after: DraftSheet[];
}

/** Cells of a workbook that are one: from a line to another, in a column or across the first eight. */
export interface DraftMerge {
  readonly column: BankColumn | "across";
  readonly first: DraftLine;
  readonly last: DraftLine;
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

/** Puts the lines of the portfolio in another order; whatever stands between them stays. */
export function reorder(draft: Draft, ordered: readonly DraftLine[]): void {
  let next = 0;
  for (const [at, line] of draft.lines.entries()) {
    const other = line.origin === null ? undefined : ordered[next++];
    if (other !== undefined) draft.lines[at] = other;
  }
}

/** The column that gives a field; null where the bank sends none. */
export function columnOf(draft: Draft, field: string): number | null {
  const index = draft.columns.findIndex((column) => column.field === field);
  return index === -1 ? null : index;
}

/** The fields that the bank sends. */
export function fieldsOf(draft: Draft): string[] {
  return draft.columns.flatMap(({ field }) => (field === null ? [] : [field]));
}

/** A line that is none of the portfolio's. */
export function extraLine(cells: readonly (DraftCell | string)[]): DraftLine {
  return { origin: null, cells: cells.map((cell) => (typeof cell === "string" ? textOrBlank(cell) : cell)) };
}

function textOrBlank(text: string): DraftCell {
  return text === "" ? blank : textCell(text);
}
