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
