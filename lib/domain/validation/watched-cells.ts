import { readDate } from "../cleaning/dates/read-date.ts";
import { tidy } from "../cleaning/tidy.ts";
import type { NearlyAll } from "../mapping/columns/column-profile.ts";
import { greatestHeader, pattern } from "../pattern.ts";
import type { CellKind } from "../table/table.ts";

/** An unmapped column, and what nearly all of its cells are. */
export interface WatchedColumn {
  readonly column: number;
  readonly holds: NearlyAll;
}

/** A longer cell is words. */
const longest = 60;

/** Whether a tidied text has this form. Words have none; a date in digits alone has two. */
const mail = pattern("has the form of a mail", greatestHeader, /^\S+@\S+$/);
const forms: Readonly<Record<NearlyAll, (text: string) => boolean>> = {
  dates: (text) => readDate(text, undefined) !== "malformed",
  numbers: (text) => /^[-$ ]*\d[\d.,' ]*%?$/.test(text),
  mails: (text) => mail.test(text),
};

/**
 * Whether a cell has another form than nearly all of its column: a number among dates, a date among numbers.
 * Words have no form, and zeros are how programs write "no date".
 */
export function isUnlike(cell: string, kind: CellKind, holds: NearlyAll): boolean {
  if (kind === "date") return holds !== "dates";
  if ((kind !== "number" && kind !== "text") || cell.length > longest || !/[1-9@]/.test(cell)) return false;
  const text = tidy(cell);
  return !forms[holds](text) && (forms.dates(text) || forms.numbers(text) || forms.mails(text));
}
