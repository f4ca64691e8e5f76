import type { CellKind, Grid, SourceRow, Table, TableColumn } from "./table.ts";

/** Where a table lies in its grid. `headerRow` is -1 where there is none; `endRow` is the grid row after the last of data. */
export interface TableBounds {
  readonly headerRow: number;
  readonly endRow: number;
}

/** The table that begins below the header row. Nothing is copied: it reads through to the grid. */
export function tableOf(grid: Grid, bounds: TableBounds): Table {
  const firstRow = bounds.headerRow + 1;
  const rowCount = Math.max(0, Math.min(bounds.endRow, grid.rowCount) - firstRow);
  const header = bounds.headerRow >= 0 ? grid.sourceRow(bounds.headerRow).cells : [];
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
