import type { SourceRow } from "./table.ts";

/**
 * Why a row is no data: it stands above the header, says the header again, counts pages, adds others up, is a note, or is hidden by a file of
 * whose hidden rows the user wants none.
 */
export const setAsideReasons = ["title", "repeated_header", "page", "total", "note", "hidden"] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

/** A row of the file that carries neither a debtor nor money. It is not in the table, but counted and listed. */
export interface SetAsideRow extends SourceRow {
  readonly reason: SetAsideReason;
}

/** Rows that are set aside of one file. What is beyond stays data, and says what it lacks. */
export const maxSetAside = 100_000;

/** Characters of a row that may be set aside: no total and no note has as many. */
export const maxSetAsideCharacters = 4_000;

/** What a row says, its filled cells one behind the other. */
export function rowText(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" · ");
}
