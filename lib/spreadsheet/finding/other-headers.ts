import { maxOtherHeaders, type OtherHeader } from "#lib/domain/table/other-order.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { foldedName, type HeaderKind } from "./header-again.ts";

/** A row of the grid that is a header. */
export interface HeaderRow {
  readonly row: number;
  readonly kind: HeaderKind;
}

/**
 * The headers with other columns, each with its lines up to the next header. `headers`: all headers of the
 * table in order, its own included.
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

/**
 * For each column of the first header, its place under the other header: the column of the same name, else
 * the same column unless that has another of the first header's names; then -1.
 */
function placesUnder(own: readonly string[], other: readonly string[]): number[] {
  return own.map((name, column) => {
    const place = name === "" ? -1 : other.indexOf(name);
    if (place >= 0) return place;
    const there = other[column] ?? "";
    return there !== "" && own.includes(there) ? -1 : column;
  });
}
