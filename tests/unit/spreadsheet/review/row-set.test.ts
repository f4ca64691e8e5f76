import fc from "fast-check";
import { expect, test } from "vitest";
import { RowSet } from "#lib/spreadsheet/review/row-set.ts";

const rowCount = 200;
const rowsAndPlace = fc.tuple(
  fc.uniqueArray(fc.integer({ min: 0, max: rowCount - 1 })),
  fc.integer({ min: 0, max: rowCount }),
);

test("any row's neighbours are those of the sorted rows", () => {
  fc.assert(
    fc.property(rowsAndPlace, ([rows, place]) => {
      const set = new RowSet(rowCount);
      for (const row of rows) set.add(row);
      const sorted = rows.toSorted((a, b) => a - b);
      expect(set.next(place)).toBe(sorted.find((row) => row >= place) ?? -1);
      expect(set.previous(place)).toBe(sorted.findLast((row) => row < place) ?? -1);
    }),
  );
});

test("sets are joined, subtracted and met as lists are", () => {
  const rows = fc.uniqueArray(fc.integer({ min: 0, max: rowCount - 1 }));
  const setOf = (list: readonly number[]) => {
    const set = new RowSet(rowCount);
    for (const row of list) set.add(row);
    return set;
  };
  const listed = (set: RowSet) => [set.size, ...set.slice(0, rowCount)];
  fc.assert(
    fc.property(rows, rows, (left, right) => {
      const expected = (keeps: (row: number) => boolean) => {
        const list = Array.from({ length: rowCount }, (_, row) => row).filter(keeps);
        return [list.length, ...list];
      };
      const [inLeft, inRight] = [(row: number) => left.includes(row), (row: number) => right.includes(row)];
      expect(listed(setOf(left).addAll(setOf(right)))).toEqual(expected((row) => inLeft(row) || inRight(row)));
      expect(listed(setOf(left).deleteAll(setOf(right)))).toEqual(expected((row) => inLeft(row) && !inRight(row)));
      expect(listed(setOf(left).keepAll(setOf(right)))).toEqual(expected((row) => inLeft(row) && inRight(row)));
      expect(listed(RowSet.full(rowCount).deleteAll(setOf(left)))).toEqual(expected((row) => !inLeft(row)));
    }),
  );
});
