import fc from "fast-check";
import { expect, test } from "vitest";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { cases } from "#tests/support/depth.ts";
import { placedCells } from "#tests/support/placed-cells.ts";

const cell = fc.record({
  text: fc.string({ unit: fc.constantFrom(..."ab€ñ😀1"), maxLength: 5 }),
  kind: fc.constantFrom(..."tndbe"),
});
const rows = fc.array(
  fc.record({ cells: fc.array(cell, { maxLength: 6 }), gap: fc.integer({ min: 1, max: 3 }), hasKinds: fc.boolean() }),
  {
    maxLength: 3_000,
    size: "max",
  },
);

test("packed rows and cells come out unchanged", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const builder = new GridBuilder();
      const kept: { line: number; width: number; cells: string[]; kinds: string }[] = [];
      let line = 0;
      for (const { cells, gap, hasKinds } of given) {
        line += gap;
        const texts = cells.map(({ text }) => text);
        const kinds = cells.map(({ kind }) => (hasKinds ? kind : "t")).join("");
        builder.expectWide(texts.some((text) => /[^\u0000-\u00ff]/.test(text)));
        builder.addRow(texts, hasKinds ? kinds : null, line);
        const width = texts.findLastIndex((text) => text !== "") + 1;
        // A text row keeps its blank ends; those of a workbook are only formatted cells and are dropped.
        const last = hasKinds ? width : texts.length;
        if (width > 0) kept.push({ line, width, cells: texts.slice(0, last), kinds: kinds.slice(0, last) });
      }
      const grid = builder.finish();
      expect(grid.rowCount).toBe(kept.length);
      expect(grid.columnCount).toBe(Math.max(0, ...kept.map(({ width }) => width)));
      for (const [row, { line: keptLine, width, ...whole }] of kept.entries()) {
        const cells = whole.cells.slice(0, grid.columnCount + 1);
        const kinds = whole.kinds.slice(0, grid.columnCount + 1);
        const isText = /^t*$/.test(kinds);
        expect(grid.sourceRow(row)).toEqual({ line: keptLine, cells, kinds: isText ? null : kinds });
        expect(placedCells(grid, row)).toEqual(grid.sourceRow(row));
        expect(grid.cell(row, width - 1)).toBe(cells[width - 1]);
        expect(grid.cell(row, cells.length)).toBe("");
      }
    }),
    { numRuns: cases(30) },
  );
});

test("blank or repeated headers get distinct names", () => {
  const builder = new GridBuilder();
  builder.addRow(["Saldo", "", "Saldo", "__proto__", "Saldo (2)"], null, 1);
  builder.addRow(["1", "2", "3", "4", "5"], null, 2);
  const table = tableOf(builder.finish(), { headerRow: 0, endRow: 2 });
  expect(table.columns.map(({ header }) => header)).toEqual([
    "Saldo",
    "Columna 2",
    "Saldo (2)",
    "__proto__",
    "Saldo (2) (2)",
  ]);
  expect([table.rowCount, table.cell(0, 2), table.line(0)]).toEqual([1, "3", 2]);
});
