import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";

const kinds = ["xlsx", "biff8", "biff5", "xlsb", "xlml"] as const;

/** How a telephone, an amount and a day are read under this format. */
async function shown(format: string, bookType: (typeof kinds)[number]): Promise<string[]> {
  const sheet = utils.aoa_to_sheet([["Valor"], [3001234567], [12], [45000.5]]);
  for (const cell of ["A2", "A3", "A4"]) sheet[cell].z = format;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "H");
  const { grid } = await openSpreadsheet(new Blob([write(book, { bookType, type: "array" })]));
  return [1, 2, 3].map((row) => `${grid.cell(row, 0)} ${grid.kind(row, 0)}`);
}

test.each([
  ["000-000-0000", "0000000012 text"],
  ["000\\-000\\-0000", "0000000012 text"],
  ['000"-"000"-"0000', "0000000012 text"],
  ["(000) 000-0000", "0000000012 text"],
  ["000 000", "000012 text"],
  ["0000000000", "0000000012 text"],
  ["#,##0.00", "12 number"],
  ["0.00", "12 number"],
  ["0", "12 number"],
])("a number shown as %s is the same from every workbook format", async (format, twelve) => {
  for (const kind of kinds) {
    const [phone, short, fraction] = await shown(format, kind);
    expect([kind, phone?.split(" ")[0], short, fraction]).toEqual([kind, "3001234567", twelve, "45000.5 number"]);
  }
});
