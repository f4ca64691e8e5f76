import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absenceOf, mayBeAbsent } from "#lib/domain/cleaning/absent-text.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowGlance } from "#lib/domain/fast/compile-row-glance.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { cases } from "#tests/support/depth.ts";

/**
 * Errors as written by Excel in Spanish, English and Portuguese, by LibreOffice, and by exporters that damage
 * the leading sign.
 */
const errors = [
  ..."#N/A #N/D #N/DISP #¡N/A! #REF! #¡REF! #VALUE! #VALOR! #¡VALOR! #DIV/0! #¡DIV/0! #NAME? #¿NOMBRE? #NOME?".split(
    " ",
  ),
  ..."#NUM! #¡NUM! #NÚM! #NULL! #NULO! #¡NULO! #SPILL! #¡DESBORDAMIENTO! #DESPEJAR! #CALC! #¡CALC! #FIELD!".split(" "),
  ..."#GETTING_DATA #OBTENIENDO_DATOS Err:502 Err:522 ######## #?REF! #Â¡VALOR! #\ufffdREF! #\u00adREF! #ref! E\u200brr:502".split(
    " ",
  ),
];
const absent = [
  ..."N/A n/a N.A. N/D NULL null (null) <NULL> None NaN nan NaT \\N nil . .. - -- — – − _ *** ? <NA> [null]".split(" "),
  " NULL ",
  "NULL   ",
  "\u00a0N/A\u00a0",
  "(vacío)",
  "(en blanco)",
  "undefined",
  "SIN DATO",
  "sin  datos",
  "S/D",
  "N/A.",
  ..."N\u200bULL NULL\ufeff nu\u00adll NULL\u2003 unde\u2060fined s\u200e/n".split(" "),
];
const values = [
  ..."Ana NULO Nulia NATALIA NA Nan1 Noneto Núñez #12 Err Error:5 C#1 A.B. 0 -5 $- .5 N/A1 NIL2 #1".split(" "),
  "NULL CAR",
  "SIN DATOS SAS",
  "Sin Dato Uno",
  "# 12-34",
  "#PLAN ORO!",
];

const declared = { dateFormat: "YYYY-MM-DD", allowedValues: [] } as const;
const fields = fieldsOf([
  { ...declared, level: "debtor", label: "Barrio", kind: "text" },
  { ...declared, level: "obligation", label: "Riesgo", kind: "list", allowedValues: ["Alto", "N/A", "-"] },
  { ...declared, level: "obligation", label: "Zona", kind: "list", allowedValues: ["Norte"] },
  { ...declared, level: "debtor", label: "Puntaje", kind: "number" },
]);

const good = {
  "debtor.Identification": "1020304050",
  "debtor.Name": "Ana Ruiz",
  "debtor.Email": "ana@x.co",
  "debtor.Telephone": "3001234567",
  "debtor.Address": "Calle 5",
  "debtor.custom.Barrio": "Centro",
  "debtor.custom.Puntaje": "5",
  "obligation.id": "A1",
  "obligation.name": "Consumo",
  "obligation.total_balance": "150000",
  "obligation.expiring_date": "2026-01-31",
  "obligation.days_delay": "30",
  "obligation.portfolio_type": "Castigada",
  "obligation.custom.Zona": "Norte",
} as const;
type FieldName = keyof typeof good;
const names = Object.keys(good) as FieldName[];
const required = new Set<string>(fields.filter((field) => field.isRequired).map(({ id }) => id));

function contextOf(change: object = {}): DerivationContext {
  const columns = names.map((field) => ({ state: "field", field, reading: { decimalMark: ",", dateOrder: "ymd" } }));
  return { fields, country: "CO", mapping: mappingSchema.parse({ columns, ...change }) };
}

function rowWith(field: FieldName, text: string): SourceRow {
  return { line: 2, cells: names.map((name) => (name === field ? text : good[name])), kinds: null };
}

/** The issues of a row, and whether its debtor is sent. */
function judged(context: DerivationContext, source: SourceRow) {
  const row = compileRowReader(context)(0, source);
  const { debtor, issues } = assembleDebtor([row], context);
  return {
    isSent: debtor !== null,
    codes: [...row.issues, ...issues].map(({ code }) => code),
    payload: debtor?.payload ?? "",
  };
}

describe("a cell that states there is no value", () => {
  test("is distinguished from one with a value", () => {
    expect(errors.filter((text) => absenceOf(text) !== "error")).toEqual([]);
    expect(absent.filter((text) => absenceOf(text) !== "absent")).toEqual([]);
    expect(values.filter((text) => absenceOf(text) !== null)).toEqual([]);
  });

  test("is never taken for a value at a glance", () => {
    const text = fc.oneof(
      fc.constantFrom(...errors, ...absent, ...values),
      fc.string({ unit: fc.constantFrom(..."nulaNULo/.-#¡!?(): E5é\u200b\u00ad\ufeff".split("")), maxLength: 10 }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("", "xx "), (cell, before) => {
        if (!mayBeAbsent(before + cell, before.length)) expect(absenceOf(cell)).toBeNull();
      }),
      { numRuns: cases(3_000) },
    );
  });

  test.each(names)("never passes as %s, by glance or by reader", (field) => {
    const context = contextOf();
    const glance = compileRowGlance(context);
    const placed = new PlacedRow();
    placed.take(rowWith(field, good[field]));
    expect(glance?.isPlain(placed, false)).toBe(true);
    const isGrave = required.has(field) || field === "obligation.total_balance";
    for (const text of [...errors, ...absent]) {
      const source = rowWith(field, text);
      placed.take(source);
      expect([text, glance?.isPlain(placed, false)]).toEqual([text, false]);
      const { isSent, codes, payload } = judged(context, source);
      const isError = errors.includes(text);
      expect([text, isSent]).toEqual([text, isError ? !isGrave : !required.has(field)]);
      expect(codes[0]).toBe(isError ? (isGrave ? "cell_error" : "cell_error_emptied") : "value_absent");
      if (isSent) expect(payload).not.toContain(JSON.stringify(text));
    }
  });

  test("gets the default for empty cells, unless an error", () => {
    const context = contextOf({ defaults: [{ field: "debtor.Email", value: "sin@correo.co" }] });
    expect(judged(context, rowWith("debtor.Email", "N/A"))).toMatchObject({ isSent: true, codes: ["value_absent"] });
    expect(judged(context, rowWith("debtor.Email", "#N/A"))).toMatchObject({ isSent: false, codes: ["cell_error"] });
  });

  test("is a value if the CRM's list has it", () => {
    const columns = [...names, "obligation.custom.Riesgo"].map((field) => ({ state: "field", field }));
    const context = contextOf({ columns });
    for (const text of ["N/A", "n/a", "-"]) {
      const row = rowWith("debtor.Name", "Ana");
      const source = { ...row, cells: [...row.cells, text] };
      expect(judged(context, source).codes.filter((code) => code === "value_absent")).toEqual([]);
      expect(judged(context, source).payload).toContain(`"Riesgo":"${text.toUpperCase()}"`);
    }
  });

  test("gets the proposal 0 for a dash among amounts", () => {
    const proposals = (text: string) =>
      compileRowReader(contextOf())(0, rowWith("obligation.total_balance", text)).issues.map(
        ({ proposal }) => proposal,
      );
    expect(proposals("-")).toEqual(["0"]);
    expect(proposals("N/A")).toEqual([undefined]);
  });
});

describe("a part of a joined value without a value", () => {
  const joined: readonly FieldName[] = ["debtor.Name", "debtor.Address", "debtor.custom.Barrio"];
  const columns = names.map((field) => {
    const position = joined.indexOf(field);
    return position < 0 ? { state: "field", field } : { state: "joined", field: "debtor.Name", position };
  });
  const context = contextOf({ columns });

  test.each(absent)("%j is omitted from the value, with a warning", (text) => {
    const { isSent, codes, payload } = judged(context, rowWith("debtor.Address", text));
    expect([isSent, codes]).toEqual([true, ["value_absent"]]);
    expect(payload).toContain('"Name":"Ana Ruiz Centro"');
  });

  test("an error in a required part is reported there", () => {
    const source = rowWith("debtor.Address", "#¡REF!");
    const { issues } = compileRowReader(context)(0, source);
    expect(issues.map(({ code, column }) => [code, column])).toEqual([["cell_error", names.indexOf("debtor.Address")]]);
    expect(judged(context, source).isSent).toBe(false);
  });
});
