import { readDate } from "../cleaning/date.ts";
import { tidy } from "../cleaning/tidy.ts";
import type { NearlyAll } from "../mapping/column-profile.ts";
import type { CellKind } from "../table/table.ts";

/** A column that is sent nowhere, and what nearly all of its cells are. */
export interface WatchedColumn {
  readonly column: number;
  readonly holds: NearlyAll;
}

const number = /^[-$ ]*\d[\d.,' ]*$/;

/**
 * Whether a cell is of the other kind than nearly all of its column: a number among dates, a date among numbers. Words are neither, and
 * zeros are how programs write that there is no date.
 */
export function isUnlike(cell: string, kind: CellKind, holds: NearlyAll): boolean {
  if (kind === "date") return holds === "numbers";
  if (kind !== "number" && kind !== "text") return false;
  const text = tidy(cell);
  const isDate = readDate(text, undefined) !== "malformed";
  if (holds === "numbers") return isDate && !number.test(text);
  return !isDate && number.test(text) && /[1-9]/.test(text);
}
