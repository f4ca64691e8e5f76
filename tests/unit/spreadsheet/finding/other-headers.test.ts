import { expect, test } from "vitest";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { maxOtherHeaders } from "#lib/domain/table/other-order.ts";
import { type HeaderRow, otherHeaders } from "#lib/spreadsheet/finding/other-headers.ts";

test("more headers than are kept leave out the rest of the table", () => {
  const builder = new GridBuilder();
  const headers: HeaderRow[] = [];
  const add = (cells: readonly string[], kind?: HeaderRow["kind"]) => {
    if (kind !== undefined) headers.push({ row: builder.rowCount, kind });
    builder.addRow(cells, null, builder.rowCount + 1);
  };
  for (let at = 0; at < maxOtherHeaders + 2; at++) {
    add(["A", "B"], "same");
    add(["1", "2"]);
    add(["B", "A"], "other");
    add(["2", "1"]);
  }
  const found = otherHeaders(builder.finish(), headers);
  expect(found).toHaveLength(maxOtherHeaders);
  expect(found.at(-2)).toMatchObject({ line: 3_995, until: 3_997 });
  expect(found.at(-1)).toMatchObject({ line: 3_999, until: 4 * (maxOtherHeaders + 2) + 1 });
});
