import fc from "fast-check";
import { expect, test } from "vitest";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { cases } from "#tests/support/depth.ts";

const cell = fc.constantFrom("", "a", "12,50", "ñandú €", "2025-01-31");
const kinds = fc.stringMatching(/^[tndbe]{3}$/);
const given = fc.array(fc.tuple(fc.array(cell, { minLength: 1, maxLength: 3 }), fc.option(kinds)), {
  minLength: 1,
  maxLength: 200,
});
const edits = fc.array(fc.record({ row: fc.nat(199), column: fc.nat(3), text: cell }), { maxLength: 40 });

/** The row as its cells are placed. */
function placedCells(placed: PlacedRow): string[] {
  return Array.from({ length: placed.count }, (_, column) =>
    placed.text.slice(placed.start(column), placed.end(column)),
  );
}

test("a corrected row is placed as it is read, and knows its corrections", () => {
  fc.assert(
    fc.property(given, edits, (rows, some) => {
      const builder = new GridBuilder();
      builder.addRow(["h", "h", "h"], null, 1);
      for (const [index, [cells, letters]] of rows.entries())
        builder.addRow(["x", ...cells], letters === null ? null : `t${letters}`.slice(0, cells.length + 1), index + 2);
      const edited = new EditedRows(tableOf(builder.finish(), { headerRow: 0, endRow: rows.length + 1 }));
      const naive = new Map<string, string>();
      for (const edit of some) {
        edited.write(edit);
        const { rowCount, columnCount } = edited.table;
        if (edit.row >= rowCount || edit.column >= columnCount) continue;
        if (edit.text === edited.table.cell(edit.row, edit.column)) naive.delete(`${edit.row} ${edit.column}`);
        else naive.set(`${edit.row} ${edit.column}`, edit.text);
      }
      expect(new Map(edited.all().map(({ row, column, text }) => [`${row} ${column}`, text]))).toEqual(naive);
      expect(edited.count).toBe(naive.size);
      expect(edited.editedRows()).toEqual(
        [...new Set([...naive.keys()].map((key) => Number(key.split(" ")[0])))].sort((a, b) => a - b),
      );
      const placed = new PlacedRow();
      for (let row = 0; row < edited.table.rowCount; row++) {
        edited.place(row, placed);
        const { cells, kinds: letters, line } = edited.sourceRow(row);
        expect([placedCells(placed), placed.kinds ?? "t".repeat(placed.count), placed.line]).toEqual([
          cells,
          letters ?? "t".repeat(cells.length),
          line,
        ]);
      }
    }),
    { numRuns: cases(200) },
  );
});
