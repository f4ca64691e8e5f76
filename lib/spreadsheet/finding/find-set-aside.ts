import { foldText } from "#lib/domain/cleaning/fold-text.ts";
import { type OtherHeader, otherHeaderOver } from "#lib/domain/table/other-order.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { maxSetAside, type SetAsideReason, type SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { isOfPictures } from "./explained-columns.ts";
import { type AsideJudge, asideJudge, type Suspect } from "./judge-aside.ts";
import { type HeaderRow, otherHeaders } from "./other-headers.ts";
import { provenTotals } from "./proven-totals.ts";
import { RowGauge } from "./row-gauge.ts";

/**
 * Rows without a telling word that may belong to the notes at the end. A legal text has up to so many lines,
 * a portfolio more.
 */
const maxUnmarkedAtEnd = 60;

export interface SetAside {
  /** Grid rows, ascending. */
  readonly gridRows: readonly number[];
  readonly rows: readonly SetAsideRow[];
  /** Headers with other columns. No row below them is set aside, because nobody knows what its cells mean. */
  readonly otherHeaders: readonly OtherHeader[];
}

/** Where a table's header is, and which rows the user takes as data: their lines, or all. */
export interface AsideBounds {
  readonly headerRow: number;
  readonly headerLines: number;
  readonly takenIn?: "all" | readonly number[] | undefined;
  /** Lines of hidden rows that the user sets aside. */
  readonly hidden?: readonly number[] | undefined;
}

/**
 * Finds the rows that are no data, anywhere in the file: titles, repeated headers, page numbers, totals and
 * notes (decision 24). Each row is judged alone, and one with an identification like the others' is data.
 * Only at the very end may rows without a telling word be notes.
 */
export function findSetAside(grid: Grid, { headerRow, headerLines, takenIn, hidden = [] }: AsideBounds): SetAside {
  const taken = new Set(takenIn === "all" ? [] : takenIn);
  const isTaken = (row: number): boolean => taken.has(grid.line(row));
  const { reasons, headers } = reasonsFor(grid, headerRow, headerLines, isTaken);
  const others = otherHeaders(grid, headers);
  if (takenIn === "all") reasons.clear();
  for (const [row, reason] of reasons)
    if (reason !== "repeated_header" && otherHeaderOver(others, grid.line(row)) > 0) reasons.delete(row);
  for (const row of rowsBelow(grid, headerRow + headerLines, hidden)) reasons.set(row, "hidden");
  const found = [...reasons]
    .filter(([row]) => !isTaken(row))
    .sort(([left], [right]) => left - right)
    .slice(0, maxSetAside);
  return {
    gridRows: found.map(([row]) => row),
    rows: found.map(([row, reason]) => ({ ...grid.sourceRow(row), reason })),
    otherHeaders: others,
  };
}

/** The grid rows from `from` on with these lines; both ascending. */
function rowsBelow(grid: Grid, from: number, lines: readonly number[]): number[] {
  const wanted = new Set(lines);
  const rows: number[] = [];
  for (let row = Math.max(0, from); wanted.size > 0 && row < grid.rowCount; row++)
    if (wanted.has(grid.line(row))) rows.push(row);
  return rows;
}

interface FoundReasons {
  readonly reasons: Map<number, SetAsideReason>;
  /** Rows that repeat the header, and the header itself, in order, without those that the user takes as data. */
  readonly headers: readonly HeaderRow[];
}

function reasonsFor(
  grid: Grid,
  headerRow: number,
  headerLines: number,
  isTaken: (row: number) => boolean,
): FoundReasons {
  const header = Array.from({ length: headerRow < 0 ? 0 : headerLines }, (_, line) => headerRow + line);
  const from = headerRow + Math.max(1, header.length);
  const gauge = new RowGauge(grid, header, from);
  const judge = asideJudge(grid, header, gauge);
  const above = Array.from({ length: Math.max(0, headerRow) }, (_, row) => ({ row, kind: judge.headerAbove(row) }));
  const firstAbove = above.find(({ kind }) => kind !== null)?.row ?? headerRow;
  const titles = above.flatMap(({ row }) => (row < firstAbove ? [row] : []));
  const found = suspectsBelow(grid, from, gauge, judge);
  const proven = provenTotals(grid, from, found);
  const suspects = found.map(
    (suspect): Suspect => (proven.has(suspect.row) ? { ...suspect, reason: "total" } : suspect),
  );
  const reasons = new Map<number, SetAsideReason>(titles.map((row) => [row, "title"]));
  for (const { row, reason } of suspects) if (reason !== null) reasons.set(row, reason);
  for (const row of titlesOfPages(grid, suspects, titles)) reasons.set(row, "title");
  for (const { row, reason, isOnlyFigures } of ending(grid, suspects))
    reasons.set(row, reasons.get(row) ?? reason ?? (isOnlyFigures ? "total" : "note"));
  const headers = [
    ...above.flatMap(({ row, kind }) => (kind === null ? [] : [{ row, kind }])),
    ...header.map((row): HeaderRow => ({ row, kind: "same" })),
    ...suspects.flatMap(({ row, header: kind }) => (kind === undefined ? [] : [{ row, kind }])),
  ];
  for (const { row } of headers) if (!header.includes(row)) reasons.set(row, "repeated_header");
  return { reasons, headers: headers.filter(({ row }) => !isTaken(row)) };
}

/** Rows that are not plainly data, in order: set aside for a reason of their own, or in doubt. */
function suspectsBelow(grid: Grid, from: number, gauge: RowGauge, { judge }: AsideJudge): Suspect[] {
  const placed = new PlacedRow();
  const suspects: Suspect[] = [];
  for (let row = from; row < grid.rowCount; row++) {
    grid.place(row, placed);
    // Pictures may be in every column, with digits where data has them.
    if (gauge.isFull(placed) && !(row === from && isOfPictures(grid, row))) continue;
    const suspect = judge(row);
    if (suspect !== null) suspects.push(suspect);
  }
  return suspects;
}

/** Titles that a printed report repeats above each page's header: like the first page's except for digits. */
function titlesOfPages(grid: Grid, suspects: readonly Suspect[], titles: readonly number[]): number[] {
  const textOf = (row: number) => foldText(grid.sourceRow(row).cells.join(" ")).replace(/\d+/g, "#");
  const known = new Set(titles.map(textOf));
  if (known.size === 0) return [];
  const found: number[] = [];
  for (const [at, { reason }] of suspects.entries()) {
    if (reason !== "repeated_header") continue;
    for (let above = at - 1; isNextTo(suspects, above); above--) {
      const suspect = suspects[above];
      if (suspect === undefined || suspect.reason === "repeated_header") break;
      if (known.has(textOf(suspect.row))) found.push(suspect.row);
    }
  }
  return found;
}

/**
 * The rows that end the file: only suspects, from the first one that has a telling word, is figures only, or
 * follows a blank line.
 */
function ending(grid: Grid, suspects: readonly Suspect[]): readonly Suspect[] {
  let from = suspects.length;
  let unmarked = 0;
  for (let row = grid.rowCount - 1; from > 0 && suspects[from - 1]?.row === row; row--) {
    const suspect = suspects[from - 1];
    if (suspect === undefined || (suspect.reason === null && (!suspect.mayEnd || ++unmarked > maxUnmarkedAtEnd))) break;
    from--;
  }
  const begins = ({ row, reason, isOnlyFigures }: Suspect): boolean =>
    reason !== null || isOnlyFigures || grid.line(row) - grid.line(row - 1) > 1;
  const end = suspects.slice(from);
  const beginning = end.findIndex(begins);
  return beginning < 0 ? [] : end.slice(beginning);
}

function isNextTo(suspects: readonly Suspect[], at: number): boolean {
  const [one, other] = [suspects[at], suspects[at + 1]];
  return one !== undefined && other !== undefined && one.row + 1 === other.row;
}
