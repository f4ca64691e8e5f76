import { expect, test } from "vitest";
import { MovedAmounts } from "#lib/spreadsheet/report/moved-amounts.ts";
import type { OriginalRow } from "#lib/spreadsheet/report/original-row.ts";

/** One row, whose amount in column 4 is another row's now, or its own. */
function rowOf(was: string, now: string): OriginalRow {
  const amounts = [{ column: 4, was, now, isThousandth: false }];
  return { row: { line: 2, cells: [], kinds: null }, restored: 0, changed: [], isRenumbered: false, amounts };
}

/** Three amounts in each other's rows, among `of`. */
function columnsOf(of: number) {
  const moved = new MovedAmounts();
  for (const [was, now] of [
    ["10.5", "20"],
    ["20", "30"],
    ["30", "10.5"],
  ] as const)
    moved.add(rowOf(was, now));
  for (let other = 3; other < of; other++) moved.add(rowOf(String(100 + other), String(100 + other)));
  return moved.columns();
}

test("half of a column's amounts in other rows is a sorted column, fewer are corrections", () => {
  expect(columnsOf(6)).toEqual([{ column: 4, count: 3, of: 6 }]);
  expect(columnsOf(7)).toEqual([]);
});

test("amounts that no row had are corrections", () => {
  const moved = new MovedAmounts();
  for (const [was, now] of [
    ["10", "20"],
    ["20", "30"],
    ["30", "11"],
  ] as const)
    moved.add(rowOf(was, now));
  expect(moved.columns()).toEqual([]);
});
