import { maxOtherHeaders, type OtherHeader } from "#lib/domain/table/other-order.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { foldedName, type HeaderKind } from "./header-again.ts";

/** A row of the grid that says the header again. */
export interface HeaderRow {
  readonly row: number;
  readonly kind: HeaderKind;
}

/**
 * Which lines stand under a header with other columns, each up to the next header. `headers`: all of the table's, its own among them, in
 * order.
 */
export function otherHeaders(grid: Grid, headers: readonly HeaderRow[]): OtherHeader[] {
  const found: { line: number; until: number; places?: readonly number[] }[] = [];
  const own = namesIn(grid, headers.find(({ kind }) => kind === "same")?.row);
  const end = grid.rowCount === 0 ? 0 : grid.line(grid.rowCount - 1) + 1;
  let isOpen = false;
  for (const [at, { row, kind }] of headers.entries()) {
    const isNextLine = headers[at - 1]?.row === row - 1;
    // The second line of a header says little by itself, and other words right below it explain its columns.
    if (isNextLine && (isOpen || kind === "renamed")) continue;
    if (isOpen && found.length >= maxOtherHeaders) break;
    const line = grid.line(row);
    const last = found.at(-1);
    if (isOpen && last !== undefined) last.until = line;
    isOpen = kind !== "same";
    if (isOpen) found.push({ line, until: end, places: placesUnder(own, namesIn(grid, row)) });
  }
  return found;
}

function namesIn(grid: Grid, row: number | undefined): readonly string[] {
  return row === undefined ? [] : grid.sourceRow(row).cells.map(foldedName);
}

/** Where each column of the first header stands under another: where its name does, else in its place unless that is another one's. */
function placesUnder(own: readonly string[], other: readonly string[]): number[] {
  return own.map((name, column) => {
    const place = name === "" ? -1 : other.indexOf(name);
    if (place >= 0) return place;
    const there = other[column] ?? "";
    return there !== "" && own.includes(there) ? -1 : column;
  });
}
