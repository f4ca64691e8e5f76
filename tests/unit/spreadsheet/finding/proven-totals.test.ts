import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const header = "Cédula;Nombre;Obligación;Producto;Saldo;Capital";
const ids = "debtor.Identification debtor.Name obligation.id obligation.name obligation.total_balance".split(" ");
const row = (at: number, saldo: string) => `1020${300 + at};Persona ${at};A77${at};Tarjeta;${saldo};1000`;

/** Which lines are set aside and which left out, and how many rows would be sent. */
async function read(...lines: readonly string[]) {
  const workbench = new Workbench();
  const file = new File([`${[header, ...lines].join("\n")}\n`], "a.csv");
  const { columns } = await workbench.open({ file, settings: {}, fields: standardFields });
  const mapping = mappingSchema.parse({
    columns: columns.map((_, at) =>
      at < ids.length ? { state: "field", field: ids[at], reading: { decimalMark: "," } } : { state: "left_out" },
    ),
    constants: [
      { field: "debtor.Email", value: "sin@correo.co" },
      { field: "debtor.Telephone", value: "3001234567" },
    ],
  });
  const { totals } = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  expect(totals.file.rows).toBe(totals.setAside + totals.leftOut.rows + totals.staged.rows);
  const { setAside, rowCount } = workbench.planStaging();
  const { rows } = workbench.window({ from: 0, count: rowCount, filter: { show: "all" } });
  return {
    setAside: setAside.map(({ line, reason }) => `${line} ${reason}`),
    leftOut: rows.flatMap(({ line, isLeftOut }) => (isLeftOut ? [line] : [])),
    staged: totals.staged.rows,
  };
}

const five = [10, 20, 30, 40, 50].map((thousands, at) => row(at, `${thousands}.000,50`));

describe("a row with an identification that totals others", () => {
  it.each([
    ["the bank's number and the sum", "860002964;TOTAL CARTERA BANCO;;;150.002,50;"],
    ["the sum as another program writes it", "860002964;TOTAL CARTERA BANCO;;;150002,5;"],
    ["a word for it behind the bank's name", "860002964;BANCO DE PRUEBA - GRAN TOTAL;;;$ 150.002,50;5000"],
    ["the sum of its other column", "860002964;Sumas iguales;;;;5.000"],
  ])("is set aside if its figure proves it: %s", async (_, total) => {
    expect(await read(...five, total)).toEqual({ setAside: ["7 total"], leftOut: [], staged: 5 });
  });

  it("is set aside below each group and below all", async () => {
    const sub = (name: string, sum: string) => `860002964;Total ${name};;;${sum};`;
    const { setAside, staged } = await read(
      ...five.slice(0, 2),
      sub("agencia norte", "30001"),
      ...five.slice(2),
      sub("agencia sur", "120001,5"),
      sub("cartera", "150002,5"),
      "* Valores sujetos a verificación;;;;;",
    );
    expect(setAside).toEqual(["4 total", "8 total", "9 total", "10 note"]);
    expect(staged).toBe(5);
  });

  it.each([
    ["another sum", "860002964;TOTAL CARTERA BANCO;;;99000000;"],
    ["the same as the only row above", "860002964;TOTAL CARTERA BANCO;;;10.000,50;"],
    ["no word for it", "860002964;BANCO DE PRUEBA;;;150.002,50;"],
    ["a small count", "860002964;TOTAL CARTERA;;;5;"],
  ])("is left out, not dropped, without proof: %s", async (why, total) => {
    const rows = why.includes("only row") ? five.slice(0, 1) : five;
    const more = why.includes("only row") ? [] : [row(8, "70000")];
    const { setAside, leftOut } = await read(...rows, total, ...more);
    expect(setAside).toEqual([]);
    expect(leftOut).toEqual([rows.length + 2]);
  });

  test("is a debtor if it is complete, even with that sum", async () => {
    const result = await read(...five, "900123456;TOTAL COMUNICACIONES SAS;A900;TOTAL PLAN;150.002,50;");
    expect(result).toEqual({ setAside: [], leftOut: [], staged: 6 });
  });

  test("never takes a debtor for a total, whatever its name", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 3, maxLength: 30 }),
        fc.constantFrom("TOTAL COMUNICACIONES SAS", "Suma Vida", "Subtotal Ltda", "Total"),
        fc.nat(),
        async (balances, name, at) => {
          const lines = balances.map((balance, index) => row(index, String(balance)));
          const place = at % lines.length;
          const debtor = `900123456;${name};A900;TOTAL PLAN;${balances[place]};`;
          const { setAside, staged } = await read(...lines.with(place, debtor));
          expect({ setAside, staged }).toEqual({ setAside: [], staged: lines.length });
        },
      ),
      { numRuns: cases(60) },
    );
  });
});

describe("a remark", () => {
  it.each([
    ["* Valores sujetos a verificación"],
    ["(*) Saldos al cierre"],
    ["Los saldos no incluyen honorarios de cobranza"],
    ["AGENCIA 2 - CENTRO"],
    [`AVISO LEGAL ${"QUIEN RECIBE ESTE ARCHIVO RESPONDE POR EL ".repeat(60)}`],
  ])("is set aside below the table if alone in its row: %s", async (text) => {
    expect(await read(...five, text)).toEqual({ setAside: ["7 note"], leftOut: [], staged: 5 });
    expect(await read(...five, `${text};;;;;`)).toEqual({ setAside: ["7 note"], leftOut: [], staged: 5 });
  });

  it.each([
    ["with a figure beside it", "* Ana Ruiz;;;;15000;"],
    ["that is a name in its own column", ";MARIA DE LOS ANGELES PEREZ GOMEZ;;;;"],
    ["of which only the number's end is lost", "CC 10203;;;;;"],
    ["that is one word", "Pendiente;;;;;"],
  ])("is data if it may be a debtor: %s", async (_, last) => {
    const { setAside, leftOut } = await read(...five, last);
    expect({ setAside, leftOut }).toEqual({ setAside: [], leftOut: [7] });
  });
});
