import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { ValueKeeping } from "#lib/domain/portfolio/kept-values.ts";

const fields = fieldsOf([
  { level: "debtor", label: 'Obligations"', kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  { level: "debtor", label: "7", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  { level: "debtor", label: "Zona", kind: "list", dateFormat: "YYYY-MM-DD", allowedValues: ["Norte", "Sur"] },
  { level: "obligation", label: "Email", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
]);
const ids = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "debtor.Address",
  'debtor.custom.Obligations"',
  "debtor.custom.7",
  "debtor.custom.Zona",
  "obligation.id",
  "obligation.name",
  "obligation.custom.Email",
];
const placeholder = "nada@example.com";

function contextOf(over: Partial<Mapping> = {}) {
  const columns = ids.map((field) => ({ state: "field", field }));
  const defaults = [{ field: "debtor.Email", value: placeholder }];
  return { fields, mapping: mappingSchema.parse({ columns, defaults, ...over }), country: "CO" };
}

function payloadOf(cells: readonly string[], over: Partial<Mapping> = {}): string {
  const context = contextOf(over);
  const { debtor } = assembleDebtor([compileRowReader(context)(0, { line: 2, cells, kinds: null })], context);
  if (debtor === null) throw new Error("left out");
  return debtor.payload;
}

const text = fc.oneof(fc.constant(""), fc.constantFrom('","Email":"', ',"Obligations":[', "Calle 1", 'Niño \\ "1"'));
const mail = fc.constantFrom("", "ana@example.com", "otro@example.com");
const row = fc
  .tuple(mail, text, text, text, fc.constantFrom("", "Norte", "Sur"), mail)
  .map(([email, address, custom, number, zone, ofObligation]) => [
    ...["1", "Ana", email, "3001234567", address, custom, number, zone, "1-1", "Tarjeta", ofObligation],
  ]);

describe("values of an earlier payload", () => {
  test("give what the same cells would give, had the file had them", () => {
    fc.assert(
      fc.property(row, fc.array(row, { maxLength: 3 }), (now, before) => {
        const keeping = new ValueKeeping(contextOf());
        const payload = payloadOf(now);
        const filled = keeping.fill(
          payload,
          before.map((cells) => payloadOf(cells)),
        );
        const whole = now.map((cell, at) =>
          cell === "" && at < 8 ? (before.find((cells) => cells[at] !== "")?.[at] ?? "") : cell,
        );
        expect(filled.payload).toBe(payloadOf(whole));
        expect(filled.kept).toEqual(ids.filter((_, at) => whole[at] !== now[at]));
        expect(keeping.asInFile(filled)).toBe(payload);
        if (filled.kept.length > 0) expect(keeping.lacks(payload)).toBe(true);
        expect(keeping.fill(filled.payload, [payload]).kept).toEqual([]);
      }),
    );
  });

  test("are not looked for where nothing is missing", () => {
    const full = ["1", "Ana", "ana@example.com", "3001234567", "Calle", "a", "b", "Sur", "1-1", "Tarjeta", ""];
    expect(new ValueKeeping(contextOf()).lacks(payloadOf(full))).toBe(false);
    for (const at of [2, 4, 5, 6, 7])
      expect([at, new ValueKeeping(contextOf()).lacks(payloadOf(full.with(at, "")))]).toEqual([at, true]);
    const emptied = ids.slice(1, 8);
    expect(new ValueKeeping(contextOf({ emptied })).lacks(payloadOf(full.with(4, "")))).toBe(false);
  });

  test("that the CRM would refuse now are none", () => {
    const before = payloadOf(["1", "Ana", "", "3001234567", "", "", "", "Sur", "1-1", "Tarjeta", ""]);
    const now = payloadOf(["1", "Ana", "", "3001234567", "", "", "", "", "1-1", "Tarjeta", ""]);
    const fewer = fields.map((field) => (field.apiKey === "Zona" ? { ...field, allowedValues: ["Norte"] } : field));
    expect(new ValueKeeping({ ...contextOf(), fields: fewer }).fill(now, [before]).kept).toEqual([]);
  });
});
