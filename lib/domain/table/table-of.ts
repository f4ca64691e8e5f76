import { KeptRows } from "./kept-rows.ts";
import type {
  CellKind,
  CellSearch,
  ColumnPlace,
  Grid,
  OnCell,
  RowPlace,
  SourceRow,
  Table,
  TableColumn,
} from "./table.ts";

/**
 * Where a table is in its grid. `headerRow` is -1 for no header; `endRow` is the grid row after the last row of data.
 */
export interface TableBounds {
  readonly headerRow: number;
  /** Rows of the header, 1 without a value. The names of a column in these rows are joined. */
  readonly headerLines?: number;
  /** The columns' names, if they are not just the words of those rows. */
  readonly names?: readonly string[] | undefined;
  readonly endRow: number;
  /** Grid rows that are no data, apart from the header, ascending. Without a value, all rows above the header. */
  readonly setAside?: readonly number[];
}

/** The table below the header row. Nothing is copied: it reads from the grid. */
export function tableOf(grid: Grid, bounds: TableBounds): Table {
  const lines = bounds.headerRow >= 0 ? (bounds.headerLines ?? 1) : 0;
  const joined = (_: unknown, column: number): string =>
    Array.from({ length: lines }, (_, line) => grid.cell(bounds.headerRow + line, column)).join(" ");
  const header = bounds.names ?? Array.from({ length: lines === 0 ? 0 : grid.columnCount }, joined);
  const kept = new KeptRows(Math.min(bounds.endRow, grid.rowCount), rowsWithout(bounds, lines));
  const { count: rowCount } = kept;
  return {
    rowCount,
    columnCount: grid.columnCount,
    columns: nameColumns(header, grid.columnCount),
    cell: (row: number, column: number): string => grid.cell(kept.at(row), column),
    kind: (row: number, column: number): CellKind => grid.kind(kept.at(row), column),
    line: (row: number): number => grid.line(kept.at(row)),
    sourceRow: (row: number): SourceRow => grid.sourceRow(kept.at(row)),
    ...(grid.search === undefined
      ? {}
      : {
          search: (search: CellSearch, from: number, to: number, found: OnCell): void => {
            const end = Math.min(to, rowCount);
            if (from >= end) return;
            grid.search?.(search, kept.at(from), kept.at(end - 1) + 1, (gridRow, column) => {
              const row = kept.of(gridRow);
              return row < 0 || found(row, column);
            });
          },
        }),
    ...(grid.placeColumn === undefined
      ? {}
      : {
          placeColumn: (column: number, from: number, to: number, into: ColumnPlace): void => {
            const gridRow = kept.at(from);
            grid.placeColumn?.(column, gridRow, gridRow + Math.min(to - from, kept.togetherFrom(from)), into);
          },
        }),
    place: (row: number, into: RowPlace): void => grid.place(kept.at(row), into),
  };
}

/** The grid rows that are not in the table, ascending. */
function rowsWithout({ headerRow, setAside }: TableBounds, lines: number): number[] {
  const above = setAside ?? Array.from({ length: Math.max(0, headerRow) }, (_, row) => row);
  const header = Array.from({ length: lines }, (_, line) => headerRow + line);
  return [...above.filter((row) => row < headerRow), ...header, ...above.filter((row) => row >= headerRow + lines)];
}

/**
 * Makes headers unique: "Saldo", "Saldo (2)"; a blank one gets its number, "Columna 5". NUL becomes a space:
 * the database cannot store it.
 */
export function nameColumns(header: readonly string[], columnCount: number): TableColumn[] {
  const taken = new Set<string>();
  const columns: TableColumn[] = [];
  for (let index = 0; index < columnCount; index++) {
    const wanted = (header[index] ?? "").replace(/[\s\0]+/g, " ").trim() || `Columna ${index + 1}`;
    let name = wanted;
    for (let repeat = 2; taken.has(name); repeat++) name = `${wanted} (${repeat})`;
    taken.add(name);
    columns.push({ index, header: name });
  }
  return columns;
}
