import { describe, expect, it } from "vitest";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { valueColumns } from "#tests/support/bad-files/bad-values.ts";
import { deriveSheet, readSheet } from "#tests/support/corpus/read-sheet.ts";

/**
 * Texts that make a careless regular expression backtrack without end. Each is repeated to 20,000 characters
 * in every cell, between a start and an end that let the expression begin to match and then fail.
 */
const repeated = [
  " ",
  "0",
  "9",
  "1 ",
  ".",
  "1.",
  ",",
  "1,000",
  "-",
  "- ",
  "(",
  "$",
  "/",
  "1/",
  ";",
  "a",
  "a@",
  "@a.",
  "a.",
  "'",
  "CC ",
  "+",
  "%",
  "\u00a0",
  "\u200b",
  "Ã",
  "º",
  "e",
  "1e",
  "de ",
];
const around = [
  ["", ""],
  ["1", "x"],
  ["CC 1", "!"],
  ["12345678901234", ";%"],
  ["ana@x", "@"],
  ["$ ", "a"],
] as const;

describe("a long cell is read within 5 s", () => {
  it.each(repeated)("of %j", { timeout: 5_000 }, async (sign) => {
    const headers = valueColumns.map(([header]) => header).join("\t");
    const lines = around.map(([before, after]) => {
      const cell = `"${before}${sign.repeat(20_000 / sign.length)}${after}"`;
      return valueColumns.map(() => cell).join("\t");
    });
    const file = new File([["sep=\t", headers, ...lines, "1\t2\t3\t4\t5\t6\t7\t8\t9"].join("\n")], "largo.tsv");
    const { table } = await readSheet(file);
    const columns = valueColumns.map(([, field]) => ({ state: "field", field }));
    const { debtors } = deriveSheet(table, mappingSchema.parse({ columns }), "CO");
    expect(table.rowCount).toBeGreaterThan(0);
    expect(debtors).toEqual([]);
  });
});
