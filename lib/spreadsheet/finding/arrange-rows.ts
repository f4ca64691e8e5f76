import type { OtherHeader } from "#lib/domain/table/other-order.ts";
import { type CellKind, type Grid, kindLetters, type RowPlace, type SourceRow } from "#lib/domain/table/table.ts";
import { foldedName } from "./header-again.ts";

/** Rows of a part that lack cells or have too many, and stay as they are; of more of them nobody knows how the part is written. */
const maxUneven = 100;

/** Rows of a grid under a header with the first one's names in another order; `columns`: where each of their cells belongs. */
interface Part {
  readonly from: number;
  readonly end: number;
  readonly columns: readonly number[];
  readonly uneven: ReadonlySet<number>;
}

export interface ArrangedRows {
  /** The grid with each of these rows in the order of the first header, the headers among them. */
  readonly grid: Grid;
  /** Lines whose cells nobody knows a column for: they stand as in the file. */
  readonly uneven: readonly OtherHeader[];
  /** The column of the file's last cell, where that cell stands in one of these rows. */
  readonly lastColumn: number | null;
  /** How many grid rows they are but for those that `without` names. */
  readonly countWithout: (without: readonly number[]) => number;
  /** The line of the first such header. */
  readonly line: number;
}

/**
 * Puts rows under a header that has the first one's names in another order under those names. null where there are none: a name more, fewer
 * or twice leaves nothing to go by. `isText`: a cell more or less shifts those behind it, so such a row stays as it is.
 */
export function arrangeRows(
  grid: Grid,
  headerRow: number,
  others: readonly OtherHeader[],
  isText: boolean,
): ArrangedRows | null {
  const own = grid.sourceRow(headerRow).cells.map(foldedName);
  const parts: Part[] = [];
  const uneven: OtherHeader[] = [];
  for (const { row, end, ...header } of rowsOf(grid, others)) {
    const { cells } = grid.sourceRow(row);
    const columns = placesIn(own, cells.map(foldedName));
    if (columns === null) continue;
    const odd = isText ? rowsNotAsWide(grid, row, end, cells.length) : [];
    if (uneven.length + odd.length > maxUneven) continue;
    parts.push({ from: row, end, columns, uneven: new Set(odd) });
    for (const at of odd) uneven.push({ ...header, from: grid.line(at), until: grid.line(at) + 1 });
  }
  const [first] = parts;
  if (first === undefined) return null;
  const isOfPart = (row: number): boolean =>
    parts.some(({ from, end, uneven: odd }) => row >= from && row < end && !odd.has(row));
  const count = parts.reduce((sum, part) => sum + part.end - part.from - part.uneven.size, 0);
  const countWithout = (without: readonly number[]): number => count - without.filter(isOfPart).length;
  const last = parts.find(({ end }) => end === grid.rowCount);
  const lastColumn = last?.columns[grid.sourceRow(grid.rowCount - 1).cells.length - 1] ?? null;
  return { grid: new ArrangedGrid(grid, parts), uneven, lastColumn, countWithout, line: grid.line(first.from) };
}

/** For each column of a header the column of its name in the first one; null where the two do not match one to one. */
function placesIn(own: readonly string[], other: readonly string[]): number[] | null {
  const width = own.findLastIndex((name) => name !== "") + 1;
  if (other.findLastIndex((name) => name !== "") + 1 !== width) return null;
  if (new Set(own.filter((name) => name !== "")).size !== own.filter((name) => name !== "").length) return null;
  const columns = Array.from({ length: width }, (_, at) =>
    // A column without a name is known by its place alone.
    other[at] === "" ? (own[at] === "" ? at : -1) : own.indexOf(other[at] ?? ""),
  );
  return columns.includes(-1) || new Set(columns).size !== width ? null : columns;
}

/** The grid rows of each header and of the end of what stands under it. */
function rowsOf(grid: Grid, others: readonly OtherHeader[]): (OtherHeader & { row: number; end: number })[] {
  let row = 0;
  const upTo = (line: number): number => {
    while (row < grid.rowCount && grid.line(row) < line) row++;
    return row;
  };
  return others.map((header) => ({ ...header, row: upTo(header.line), end: upTo(header.until) }));
}

function rowsNotAsWide(grid: Grid, headerRow: number, end: number, width: number): number[] {
  const found: number[] = [];
  for (let row = headerRow + 1; row < end && found.length <= maxUneven; row++)
    if (grid.sourceRow(row).cells.length !== width) found.push(row);
  return found;
}

/** A grid in which some rows have their cells in another order than the file. It has no text of its own to search. */
class ArrangedGrid implements Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly #grid: Grid;
  readonly #parts: readonly (Part & { readonly sources: readonly number[] })[];
  #recent = 0;

  constructor(grid: Grid, parts: readonly Part[]) {
    this.rowCount = grid.rowCount;
    this.columnCount = grid.columnCount;
    this.#grid = grid;
    this.#parts = parts.map((part) => ({
      ...part,
      sources: part.columns.map((_, column) => part.columns.indexOf(column)),
    }));
  }

  cell(row: number, column: number): string {
    return this.#grid.cell(row, this.#sourcesOf(row)?.[column] ?? column);
  }

  kind(row: number, column: number): CellKind {
    return this.#grid.kind(row, this.#sourcesOf(row)?.[column] ?? column);
  }

  line(row: number): number {
    return this.#grid.line(row);
  }

  sourceRow(row: number): SourceRow {
    const source = this.#grid.sourceRow(row);
    const sources = this.#sourcesOf(row);
    return sources === null ? source : arranged(source, sources);
  }

  place(row: number, into: RowPlace): void {
    if (this.#sourcesOf(row) === null) this.#grid.place(row, into);
    else into.take(this.sourceRow(row));
  }

  /** Where the cells of a row stand in the file; null where they stand where they belong. Rows are nearly always asked for in order. */
  #sourcesOf(row: number): readonly number[] | null {
    const before = this.#parts[this.#recent - 1]?.end ?? 0;
    const end = this.#parts[this.#recent]?.end ?? this.rowCount;
    if (row < before || row >= end) {
      const found = this.#parts.findIndex((part) => row < part.end);
      this.#recent = found < 0 ? this.#parts.length : found;
    }
    const part = this.#parts[this.#recent];
    return part === undefined || row < part.from || part.uneven.has(row) ? null : part.sources;
  }
}

function arranged({ line, cells, kinds }: SourceRow, sources: readonly number[]): SourceRow {
  const beyond = cells.slice(sources.length);
  const own = sources.map((column) => cells[column] ?? "");
  const letters = kinds === null ? null : sources.map((column) => kinds[column] ?? kindLetters.text).join("");
  return { line, cells: [...own, ...beyond], kinds: letters === null ? null : letters + kinds?.slice(sources.length) };
}
