import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { describeTable } from "#lib/spreadsheet/workbench/describe-table.ts";

export interface WrittenColumn {
  readonly header: string;
  readonly cells: readonly string[];
  /** One of kindLetters per cell; absent: all text. */
  readonly kinds?: string;
}

/** What the workbench reports about a table with these columns. */
export function describedColumns(
  written: readonly WrittenColumn[],
  thisYear?: number,
  lastPast?: number,
): readonly ColumnReport[] {
  const rows = Math.max(...written.map(({ cells }) => cells.length));
  const grid = new GridBuilder();
  grid.addRow(
    written.map(({ header }) => header),
    null,
    1,
  );
  for (let row = 0; row < rows; row++) {
    const cells = written.map((column) => column.cells[row] ?? "");
    const kinds = written.map((column) => column.kinds?.[row] ?? "t").join("");
    grid.addRow(cells, kinds, row + 2);
  }
  const built = grid.finish();
  const table = tableOf(built, { headerRow: 0, headerLines: 1, endRow: built.rowCount });
  return describeTable(table, standardFields, { thisYear, lastPast }).columns;
}
