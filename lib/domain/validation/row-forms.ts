import { compactDay } from "../cleaning/amount.ts";
import { readDate } from "../cleaning/dates/read-date.ts";
import type { CellKind } from "../table/table.ts";

/** The form of a cell, one bit each. */
const form = { blank: 1, date: 2, number: 4, digits: 8, mail: 16, words: 32, mixed: 64 } as const;

/** All bits of a column's forms. */
export const anyForm = 127;

/** How nearly all rows of a workbook are filled. */
export interface RowForms {
  /** The last column that nearly all of them fill. */
  readonly last: number;
  /** The usual forms of each column's cells, by column up to `last`. */
  readonly usual: readonly number[];
}

/** A longer text is words. */
const longest = 60;
const digits = /^\d+$/;
const number = /^[-$ ]*\d[\d.,' ]*%?$/;

/**
 * The form of a cell. `digits` is for digits alone that are no day; a number with marks, or a
 * number cell, is `number`.
 */
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
 * For a row without the last cell that others have: the first column from which its cells would fit better
 * one column further right, as if a cell were missing. null if they fit as well where they are.
 */
export function shiftedFrom({ last, usual }: RowForms, formAt: (column: number) => number): number | null {
  const forms = usual.map((_, column) => formAt(column));
  if (forms[last] !== form.blank) return null;
  const isStrange = (column: number, at: number): boolean =>
    column === last && at === last ? true : ((usual[column] ?? anyForm) & (forms[at] ?? 0)) === 0;
  const here = forms.map((_, column) => (isStrange(column, column) ? 1 : 0));
  // From the last column back. `wrong`: cells from here on that do not fit where they are. `wrongMoved`:
  // those that would not fit one column further right; the missing cell adds one.
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
