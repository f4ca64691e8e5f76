import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { numberText } from "#lib/spreadsheet/workbook/number-text.ts";

const kinds = ["xlsx", "biff8", "biff5", "xlsb", "xlml", "ods"] as const;

test.each(kinds)("a card number of 16 digits in %s keeps its last digit", async (bookType) => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([["Crédito"], [4570123412345671], [4570123412345680]]), "H");
  const { grid } = await openSpreadsheet(new Blob([write(book, { bookType, type: "array" })]));
  expect([1, 2].map((row) => `${grid.cell(row, 0)} ${grid.kind(row, 0)}`)).toEqual([
    "4570123412345671 number",
    "4570123412345680 number",
  ]);
});

test.each([
  ["4.570123412345671E15", "4570123412345671"],
  ["4570123412345671.0", "4570123412345671"],
  ["1234567.8899999999", "1234567.89"],
])("the stored number %s is %s", (raw, text) => {
  expect(numberText(raw)).toBe(text);
});

test("a number with a doubtful last digit is sent once accepted", () => {
  const ids = "debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(
    " ",
  );
  const read = (change: object) => {
    const mapping = mappingSchema.parse({ columns: ids.map((field) => ({ state: "field", field })), ...change });
    const reader = compileRowReader({ fields: standardFields, mapping, country: "CO" });
    return [2, 3].flatMap((line) => {
      const cells = ["123456", "Ana", "ana@x.co", "3001234567", "4570123412345680", "Consumo"];
      const { issues, obligations } = reader(line - 2, { line, cells, kinds: "ttttnt" });
      expect([...(obligations[0]?.values() ?? [])]).toContain("4570123412345680");
      return issues.map(({ code, severity }) => `${code} ${severity}`);
    });
  };
  const code = "identification_last_digit";
  const [asked, accepted] = [`${code} error`, `${code}_accepted warning`];
  expect(read({})).toEqual([asked, asked]);
  expect(read({ accepted: [{ code, line: 3 }] })).toEqual([asked, accepted]);
  expect(read({ accepted: [{ code }] })).toEqual([accepted, accepted]);
});
