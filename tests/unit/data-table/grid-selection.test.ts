import { describe, expect, test } from "vitest";
import {
  cellsIn,
  onlyCell,
  rangeOf,
  selectionAfterKey,
  selectionAt,
  selectionOf,
} from "#components/data-table/grid-selection.ts";

const extent = { rowCount: 100, columnCount: 5, pageRows: 20 };
const start = onlyCell({ row: 10, column: 2 });

/** The selected range after keys such as "Shift+ArrowDown", as rows and columns. */
function rangeAfter(keys: readonly string[], from = start) {
  const selection = keys.reduce((before, pressed) => {
    const parts = pressed.split("+");
    const key = parts.at(-1) ?? "";
    const isControl = parts.includes("Ctrl");
    return selectionAfterKey({ key, isControl, isShift: parts.includes("Shift") }, before, extent) ?? before;
  }, from);
  const range = rangeOf(selection, extent);
  return range && [range.firstRow, range.lastRow, range.firstColumn, range.lastColumn];
}

describe("the keys that select", () => {
  test("extend from the anchor in every direction", () => {
    expect(rangeAfter(["Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight"])).toEqual([10, 12, 2, 3]);
    expect(rangeAfter(["Shift+ArrowDown", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowLeft"])).toEqual([9, 10, 1, 2]);
    expect(rangeAfter(["Shift+PageDown"])).toEqual([10, 30, 2, 2]);
    expect(rangeAfter(["Shift+Ctrl+ArrowUp", "Shift+End"])).toEqual([0, 10, 2, 4]);
    // The first column names the rows and is never part of a range.
    expect(rangeAfter(["Shift+Home"])).toEqual([10, 10, 1, 2]);
  });

  test("take the selection along without Shift", () => {
    expect(rangeAfter(["Shift+ArrowDown", "ArrowDown"])).toEqual([12, 12, 2, 2]);
    expect(rangeAfter(["Ctrl+a", "Escape"])).toEqual([10, 10, 2, 2]);
    expect(selectionAfterKey({ key: "Escape", isControl: false, isShift: false }, start, extent)).toBeNull();
  });

  test("select all, whole rows and whole columns", () => {
    expect(rangeAfter(["Ctrl+a"])).toEqual([0, 99, 1, 4]);
    expect(rangeAfter(["Shift+ ", "Shift+ArrowDown"])).toEqual([10, 11, 1, 4]);
    expect(rangeAfter(["Ctrl+ ", "Shift+ArrowRight"])).toEqual([0, 99, 2, 3]);
  });
});

describe("the mouse", () => {
  test("selects a cell, a range with Shift, and rows by their names", () => {
    const ranges = [
      selectionAt({ row: 3, column: 1 }, start, false),
      selectionAt({ row: 3, column: 1 }, start, true),
      selectionAt({ row: 3, column: 0 }, start, false),
      selectionAt({ row: 3, column: 0 }, start, true),
    ].map((selection) => rangeOf(selection, extent));
    expect(ranges.map((range) => range && cellsIn(range))).toEqual([1, 16, 4, 32]);
  });

  test("has a selection for every range", () => {
    const range = { firstRow: 2, lastRow: 5, firstColumn: 1, lastColumn: 3 };
    expect(rangeOf(selectionOf(range), extent)).toEqual(range);
    expect(selectionOf(range).head).toEqual({ row: 2, column: 1 });
  });

  test("selects nothing among the names of rows, or in an empty table", () => {
    expect(rangeOf(onlyCell({ row: 3, column: 0 }), extent)).toBeNull();
    expect(rangeOf(start, { rowCount: 0, columnCount: 5 })).toBeNull();
  });
});
