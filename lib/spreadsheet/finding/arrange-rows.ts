import type { OtherHeader } from "#lib/domain/table/other-order.ts";
import { type CellKind, type Grid, kindLetters, type RowPlace, type SourceRow } from "#lib/domain/table/table.ts";
import { foldedName } from "./header-again.ts";

/**
 * Rows with too few or too many cells that are left as they are. With more of them nobody knows how the part
 * is written, and it is not arranged.
 */
const maxUneven = 100;

/**
 * Rows below a header that has the first header's names in another order. `columns`: for each of their cells,
 * the column it belongs to.
 */
interface Part {
  readonly from: number;
  readonly end: number;
  readonly columns: readonly number[];
  readonly uneven: ReadonlySet<number>;
}

export interface ArrangedRows {
  /** The grid with these rows and their headers in the first header's column order. */
  readonly grid: Grid;
  /** Lines whose cells have no known column; they stay as in the file. */
  readonly uneven: readonly OtherHeader[];
  /** Column of the file's last cell if that cell is in one of these rows; else null. */
  readonly lastColumn: number | null;
  /** Number of these rows, not counting the grid rows in `without`. */
  readonly countWithout: (without: readonly number[]) => number;
  /** The line of the first such header. */
  readonly line: number;
}

/**
 * Puts rows into the first header's column order if their own header has the same names in another order
 * (decision 36). null if no header does: with a name more, fewer or twice, nobody knows the columns.
 * `isText`: a cell more or less shifts those after it, so such a row stays as it is.
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

/**
 * For each column of the other header, the column with its name in the first one; null if the two do not
 * match one to one.
 */
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

/** The other headers, each with the grid row of the header and the first grid row after its rows. */
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

/** A grid that puts some rows' cells into another order than the file's. It has no text of its own to search. */
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

  /**
   * For each column of a row, the column in the file; null if the row is not rearranged. Fast for rows read
   * in order, as nearly all are.
   */
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
