import { describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { documentTypeOf } from "#lib/domain/person/identification.ts";

const ids = "debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" ");

function contextOf(change: object = {}): DerivationContext {
  const columns = ids.map((field) => ({ state: "field", field }));
  return { fields: standardFields, mapping: mappingSchema.parse({ columns, ...change }), country: "CO" };
}

/** Assembles a debtor from rows whose identifications are spelled like this. */
function assembled(context: DerivationContext, identifications: readonly string[]) {
  const read = compileRowReader(context);
  const rows = identifications.map((text, row) =>
    read(row, { line: row + 2, cells: [text, "Ana", "ana@x.co", "3001234567", `A${row}`, "Consumo"], kinds: null }),
  );
  expect(new Set(rows.map(({ identification }) => identification))).toEqual(new Set(["123456"]));
  const { debtor, issues } = assembleDebtor(rows, context);
  return { isSent: debtor !== null, issues: issues.map(({ code, row, params }) => ({ code, row, ...params })) };
}

describe("one number in several kinds of documents", () => {
  test.each([
    ["CC 123456", "CC"],
    ["C.C. No. 123.456", "CC"],
    ["c. c. 123456", "CC"],
    ["Cédula 123456", "CC"],
    ["CEDULA: 123456", "CC"],
    ["CE-123456", "CE"],
    ["T.I. 123456", "TI"],
    ["P.P.T. 123456", "PPT"],
    ["NIT 900.123.456-8", "NIT"],
    ["123456", ""],
    ["AB123456", ""],
  ])("%s names %j", (text, type) => {
    expect(documentTypeOf(text)).toBe(type);
  });

  test.each(["CE-123456", "NIT 123456", "TI 123456", "PEP 123456", "PPT 123456"])(
    "%s and CC 123456 are left out until decided",
    (other) => {
      const type = documentTypeOf(other);
      expect(assembled(contextOf(), ["CC 123456", other])).toEqual({
        isSent: false,
        issues: [{ code: "document_types_differ", row: 1, type: "CC", other: type, line: 2 }],
      });
    },
  );

  test("rows with the same kind or none are one debtor", () => {
    const good = { isSent: true, issues: [] };
    expect(assembled(contextOf(), ["C.C. 123456", "CC-123456", "123456", "Cédula 123456"])).toEqual(good);
  });

  test("accepted rows are sent as one debtor with warnings", () => {
    const three = ["123456", "CC 123456", "CE 123456", "TI 123456"];
    const all = assembled(contextOf({ accepted: [{ code: "document_types_differ" }] }), three);
    expect(all.isSent).toBe(true);
    expect(all.issues.map(({ code, row }) => [code, row])).toEqual([
      ["document_types_accepted", 2],
      ["document_types_accepted", 3],
    ]);
    const one = assembled(contextOf({ accepted: [{ code: "document_types_differ", line: 4 }] }), three);
    expect(one.isSent).toBe(false);
    expect(one.issues.map(({ code }) => code)).toEqual(["document_types_accepted", "document_types_differ"]);
  });

  test("kind and number may be in two joined columns", () => {
    const columns = [
      { state: "joined", field: "debtor.Identification", position: 0 },
      { state: "joined", field: "debtor.Identification", position: 1 },
      ...ids.slice(1).map((field) => ({ state: "field", field })),
    ];
    const context = contextOf({ columns });
    const read = compileRowReader(context);
    const rows = ["CC", "CE"].map((type, row) =>
      read(row, {
        line: row + 2,
        cells: [type, "123456", "Ana", "a@x.co", "3001234567", `A${row}`, "Plan"],
        kinds: null,
      }),
    );
    expect(assembleDebtor(rows, context).issues.map(({ code }) => code)).toEqual(["document_types_differ"]);
  });
});
