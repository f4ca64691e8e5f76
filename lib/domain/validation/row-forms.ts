import { compactDay } from "../cleaning/amount.ts";
import { readDate } from "../cleaning/dates/read-date.ts";
import type { CellKind } from "../table/table.ts";

/** What a cell is by its look, one bit each. */
const form = { blank: 1, date: 2, number: 4, digits: 8, mail: 16, words: 32, mixed: 64 } as const;

/** All bits of a column's forms. */
export const anyForm = 127;

/** How nearly all rows of a workbook are filled. */
export interface RowForms {
  /** The last column that nearly all of them fill. */
  readonly last: number;
  /** By column up to that one, the forms that its cells usually have. */
  readonly usual: readonly number[];
}

/** A longer text is words. */
const longest = 60;
const digits = /^\d+$/;
const number = /^[-$ ]*\d[\d.,' ]*%?$/;

/** The form of a cell. Digits alone are one of their own: of a number with its marks, or of a number cell, they are none. */
export function formOf(cell: string, kind: CellKind): number {
  const text = cell.trim();
  if (text === "") return form.blank;
  if (kind === "date") return form.date;
  if (kind === "number") return form.number;
  if (digits.test(text)) return compactDay.test(text) ? form.date : form.digits;
  if (number.test(text)) return form.number;
  if (text.length <= longest && readDate(text, undefined) !== "malformed") return form.date;
  if (text.includes("@")) return form.mail;
  return /\d/.test(text) ? form.mixed : form.words;
}

/**
 * Of a row that lacks the last cell of the others: the first column from which on its cells would fit theirs better one further on, as
 * where a cell is gone; null where they are as good where they stand.
 */
export function shiftedFrom({ last, usual }: RowForms, formAt: (column: number) => number): number | null {
  const forms = usual.map((_, column) => formAt(column));
  if (forms[last] !== form.blank) return null;
  const isStrange = (column: number, at: number): boolean =>
    column === last && at === last ? true : ((usual[column] ?? anyForm) & (forms[at] ?? 0)) === 0;
  const here = forms.map((_, column) => (isStrange(column, column) ? 1 : 0));
  // From the end on: what stands from a column on is as wrong here, and as wrong one further on beside the cell that is gone.
  let wrong = 0;
  let wrongMoved = 0;
  let best = 0;
  let from: number | null = null;
  for (let column = last; column >= 0; column--) {
    wrong += here[column] ?? 0;
    const gain = wrong - (1 + wrongMoved);
    if (gain > best) {
      best = gain;
      from = column;
    }
    if (column > 0 && isStrange(column, column - 1)) wrongMoved++;
  }
  return from === null ? null : here.indexOf(1, from);
}
