import type { SourceRow } from "./table.ts";

/**
 * Why a row is no data (decision 24): it is above the header, repeats the header, has a page number, is a
 * total, is a note, or is hidden in a file whose hidden rows the user does not want.
 */
export const setAsideReasons = ["title", "repeated_header", "page", "total", "note", "hidden"] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

/** A row of the file that is no data. It is not in the table, but is counted and listed. */
export interface SetAsideRow extends SourceRow {
  readonly reason: SetAsideReason;
}

/** Set-aside rows of one file, at most. Further ones stay data, and their issues say what they lack. */
export const maxSetAside = 100_000;

/** Characters of a row that may be set aside, at most: no total or note is longer. */
export const maxSetAsideCharacters = 4_000;

/** The filled cells of a row as one text, joined with " · ". */
export function rowText(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" · ");
}
