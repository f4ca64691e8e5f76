import fc from "fast-check";
import { expect, test } from "vitest";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { CellKind, Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { ColumnScan } from "#lib/spreadsheet/review/column-scan.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { cases } from "#tests/support/depth.ts";

type Seen = readonly [row: number, text: string, kind: CellKind];

function scanned(rows: EditedRows, column: number, from: number, to: number): Seen[] {
  const seen: Seen[] = [];
  const scan = new ColumnScan(rows.table, column, rows.editsOf(column));
  for (let row = from; row < to; row += scan.cells.count) {
    scan.place(row, to);
    const { text, count, starts, ends, kinds } = scan.cells;
    for (let at = 0; at < count; at++) seen.push([row + at, text.slice(starts[at], ends[at]), kinds[at]!]);
  }
  return seen;
}

function oneByOne(rows: EditedRows, column: number, from: number, to: number): Seen[] {
  return Array.from({ length: to - from }, (_, at) => {
    const row = from + at;
    return [row, rows.text(row, column), rows.kind(row, column)];
  });
}

const cells = fc.array(fc.constantFrom("", "a", "1.000", "ñ", "long".repeat(40)), { minLength: 1, maxLength: 4 });

test("a column is shown as its cells are read one by one", () => {
  fc.assert(
    fc.property(
      fc.array(cells, { minLength: 1, maxLength: 4_000, size: "max" }),
      fc.array(fc.record({ row: fc.nat(400), column: fc.nat(3), text: fc.constantFrom("", "new") })),
      fc.array(fc.nat(4_000)),
      fc.tuple(fc.nat(4_000), fc.nat(4_000)),
      fc.boolean(),
      (given, edits, aside, ends, hasKinds) => {
        const builder = new GridBuilder();
        for (const [line, row] of given.entries())
          builder.addRow(
            [...row, "end"],
            hasKinds ? `${"ntde".slice(0, row.length).padEnd(row.length, "t")}t` : null,
            line + 1,
          );
        const grid = builder.finish();
        const setAside = [...new Set(aside)].filter((row) => row < grid.rowCount).sort((a, b) => a - b);
        const table = tableOf(grid, { headerRow: -1, endRow: grid.rowCount, setAside });
        const { placeColumn: _, ...plain } = table;
        for (const one of [table, plain] satisfies Table[]) {
          const rows = new EditedRows(one);
          for (const edit of edits) rows.write(edit);
          const [from, to] = ends.map((end) => Math.min(end, table.rowCount)).sort((a, b) => a - b) as [number, number];
          for (let column = 0; column < table.columnCount; column++)
            expect(scanned(rows, column, from, to)).toEqual(oneByOne(rows, column, from, to));
        }
      },
    ),
    { numRuns: cases(40) },
  );
});
