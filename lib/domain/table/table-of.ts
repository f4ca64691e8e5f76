import type { PlacedRow } from "./placed-row.ts";
import type { CellKind, CellSearch, Grid, OnCell, SourceRow, Table, TableColumn } from "./table.ts";

/** Where a table lies in its grid. `headerRow` is -1 where there is none; `endRow` is the grid row after the last of data. */
export interface TableBounds {
  readonly headerRow: number;
  /** How many rows the header takes; 1 where nothing is said. The names of a column's rows are joined. */
  readonly headerLines?: number;
  readonly endRow: number;
}

/** The table that begins below the header row. Nothing is copied: it reads through to the grid. */
export function tableOf(grid: Grid, bounds: TableBounds): Table {
  const lines = bounds.headerRow >= 0 ? (bounds.headerLines ?? 1) : 0;
  const firstRow = bounds.headerRow + Math.max(1, lines);
  const rowCount = Math.max(0, Math.min(bounds.endRow, grid.rowCount) - firstRow);
  const header = Array.from({ length: lines === 0 ? 0 : grid.columnCount }, (_, column) =>
    Array.from({ length: lines }, (_, line) => grid.cell(bounds.headerRow + line, column)).join(" "),
  );
  const inside = (row: number): number => {
    if (row < 0 || row >= rowCount) throw new RangeError(`row ${row} of a table with ${rowCount} rows`);
    return firstRow + row;
  };
  return {
    rowCount,
    columnCount: grid.columnCount,
    columns: nameColumns(header, grid.columnCount),
    cell: (row: number, column: number): string => grid.cell(inside(row), column),
    kind: (row: number, column: number): CellKind => grid.kind(inside(row), column),
    line: (row: number): number => grid.line(inside(row)),
    sourceRow: (row: number): SourceRow => grid.sourceRow(inside(row)),
    ...(grid.search === undefined
      ? {}
      : {
          search: (search: CellSearch, from: number, to: number, found: OnCell): void =>
            grid.search?.(search, firstRow + from, firstRow + Math.min(to, rowCount), (row, column) =>
              found(row - firstRow, column),
            ),
        }),
    place: (row: number, into: PlacedRow): void => grid.place(inside(row), into),
  };
}

/** Headers told apart: "Saldo", "Saldo (2)"; a blank one is called by its place, "Columna 5". */
export function nameColumns(header: readonly string[], columnCount: number): TableColumn[] {
  const taken = new Set<string>();
  const columns: TableColumn[] = [];
  for (let index = 0; index < columnCount; index++) {
    const wanted = (header[index] ?? "").replace(/\s+/g, " ").trim() || `Columna ${index + 1}`;
    let name = wanted;
    for (let repeat = 2; taken.has(name); repeat++) name = `${wanted} (${repeat})`;
    taken.add(name);
    columns.push({ index, header: name });
  }
  return columns;
}
