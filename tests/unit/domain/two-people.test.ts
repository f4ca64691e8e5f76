import { expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

const ids = "debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" ");
const code = "debtor_of_two_people";

type Person = readonly [name: string, email: string, telephone: string];

/** Whether the debtor of these rows is sent, and the issues of this code as [row, line it names]. */
function told(people: readonly Person[], change: object = {}) {
  const columns = ids.map((field) => ({ state: "field", field }));
  const mapping = mappingSchema.parse({ columns, ...change });
  const context: DerivationContext = { fields: standardFields, mapping, country: "CO" };
  const read = compileRowReader(context);
  const rows = people.map((person, row) =>
    read(row, { line: row + 2, cells: ["1023456", ...person, `A${row}`, "Consumo"], kinds: null }),
  );
  const { debtor, issues } = assembleDebtor(rows, context);
  return {
    isSent: debtor !== null,
    rows: issues.flatMap((issue) => (issue.code === code ? [[issue.row, issue.params.line]] : [])),
  };
}

const ana: Person = ["Ana María Ruiz", "ana@x.co", "3001234567"];
const luis: Person = ["Luis Peña", "luis@x.co", "3109876543"];

test("two people under one number are reported on all rows", () => {
  expect(told([ana, luis])).toEqual({
    isSent: true,
    rows: [
      [0, 3],
      [1, 2],
    ],
  });
  expect(told([ana, ana, luis, luis]).rows).toEqual([
    [0, 4],
    [1, 4],
    [2, 2],
    [3, 2],
  ]);
});

test("two people of one family are still two", () => {
  expect(
    told([
      ["Luis Ruiz Peña", "luis@x.co", "3109876543"],
      ["Ana Ruiz Gómez", "ana@x.co", "3001234567"],
    ]).rows,
  ).toHaveLength(2);
});

test("the debtor is left out if the user chose so", () => {
  expect(told([ana, luis], { leftOut: [{ code, field: "debtor.Identification" }] }).isSent).toBe(false);
});

test.each<readonly Person[]>([
  [ana, ana],
  [ana, ["RUIZ ANA", "otra@x.co", "3109876543"]],
  [ana, ["Luis Peña", "ana@x.co", "3109876543"]],
  [ana, ["Luis Peña", "luis@x.co", "3001234567"]],
  [ana, ["Ana R.", "otra@x.co", "3109876543"]],
  [ana, ["", "luis@x.co", "3109876543"]],
  [
    ["María de los Ríos", "a@x.co", "3001234567"],
    ["Maria Rios", "b@x.co", "3109876543"],
  ],
])("one person or two sharing contacts are not reported: %j %j", (...people) => {
  expect(told(people).rows).toEqual([]);
});
