import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountCleaner, amountInUnit, centsOf } from "#lib/domain/cleaning/amount.ts";
import { glancesOf } from "#lib/domain/fast/cell-glance.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

const asked = (header: string) => describedColumns([{ header, cells: ["1250", "980"] }])[0]?.amountUnit?.value ?? null;

describe("a header that names a unit", () => {
  test.each([
    ["SALDO (MILES DE PESOS)", "thousands"],
    ["Valor en miles", "thousands"],
    ["Saldo total (miles)", "thousands"],
    ["Saldo total miles COP", "thousands"],
    ["Total balance (in thousands)", "thousands"],
    ["Balance (000s)", "thousands"],
    ["Saldo $000", "thousands"],
    ["Saldo total (000)", "thousands"],
    ["Saldo em milhares", "thousands"],
    ["Saldo devedor (R$ mil)", "thousands"],
    ["Saldo (millones)", "millions"],
    ["Saldo en millones de pesos", "millions"],
    ["Saldo MM$", "millions"],
    ["Balance ($MM)", "millions"],
    ["Saldo em milhões", "millions"],
    ["SALDO_TOTAL_MILES", "thousands"],
    ["saldo_miles_pesos", "thousands"],
    ["SaldoTotalMiles", "thousands"],
    ["saldo_000", "thousands"],
    ["Saldo mil pesos", "thousands"],
    ["SALDO EN MIL", "thousands"],
    ["Saldo (x 1.000)", "thousands"],
    ["Saldo x1000", "thousands"],
    ["SALDO TOTAL (M$)", "thousands"],
    ["Saldo (M)", "thousands"],
    ["SALDO EN M", "thousands"],
    ["Saldo US$M", "thousands"],
    ["SALDO TOTAL K", "thousands"],
    ["Saldo (K)", "thousands"],
    ["Saldo K$", "thousands"],
    ["saldo_cop_k", "thousands"],
    ["SALDO TOTAL MM", "millions"],
    ["saldo_mm", "millions"],
    ["Saldo mm$", "millions"],
    ["Saldo (MM COP)", "millions"],
    ["Saldo (mill.)", "millions"],
    ["Saldo x 1.000.000", "millions"],
    ["SALDO 9(13)V99", "hundredths"],
    ["VALOR S9(11)V99", "hundredths"],
    ["SALDO S9(11)V9(2) COMP-3", "hundredths"],
    ["SALDO_TOTAL_9(13)V99", "hundredths"],
    ["Saldo 99999999V99", "hundredths"],
    ["SALDO (2 DEC IMPLICITOS)", "hundredths"],
    ["Saldo total (dos decimales implícitos)", "hundredths"],
    ["Balance (2 implied decimals)", "hundredths"],
    ["Balance (implied decimal point)", "hundredths"],
    ["Saldo (punto decimal virtual)", "hundredths"],
    ["Saldo total sin punto decimal", "hundredths"],
    ["Saldo devedor (sem vírgula decimal)", "hundredths"],
    ["Saldo (últimos dos dígitos decimales)", "hundredths"],
    ["Saldo en centavos", "hundredths"],
    ["SALDO (CENTAVOS)", "hundredths"],
    ["SALDO_CENTAVOS", "hundredths"],
    ["saldo_total_ctvs", "hundredths"],
    ["SaldoEnCentavos", "hundredths"],
    ["Importe en céntimos", "hundredths"],
    ["Valor em centavos", "hundredths"],
    ["balance_cents", "hundredths"],
    ["Saldo (2 decimales)", "hundredths"],
    ["Saldo con dos decimales", "hundredths"],
    ["SALDO TOTAL SIN PUNTO", "hundredths"],
    ["Saldo devedor sem vírgula", "hundredths"],
    ["SALDO TOTAL N(15,2)", "hundredths"],
    ["SALDO NUMBER(15,2)", "hundredths"],
    ["SALDO TOTAL N15.2", "hundredths"],
    ["SALDO TOTAL 15,2", "hundredths"],
    ["SALDO TOTAL CENT", "hundredths"],
    ["SALDO TOTAL CTVS", "hundredths"],
    ["SALDO TOTAL 2D", "hundredths"],
    ["SALDO_2D", "hundredths"],
    ["Saldo (dividir entre 100)", "hundredths"],
    ["Saldo sin los tres últimos ceros", "thousands"],
  ])("%s is asked about", (header, unit) => {
    expect(asked(header)).toBe(unit);
  });

  test.each([
    "Saldo total",
    "Saldo a 30 días",
    "Milena",
    "Valor cuota",
    "Saldo 2000",
    "Familia",
    "Total adeudado (K+I)",
    "Millas",
    "CAPITAL M1",
    "MORA",
    "MES",
    "KM",
    "KM$1",
    "Saldo M",
    "Saldo M3",
    "Abono a K",
    "Saldo al DD/MM",
    "Saldo DD-MM-AAAA",
    "Saldo MM/AAAA",
    "Saldo mes_mm",
    "Saldo KMM",
    "Comodín",
    "Saldo 10000",
    "Valor Mil Flores",
    "Saldo con centavos",
    "Saldo sin centavos",
    "Saldo (pesos y centavos)",
    "Saldo com centavos",
    "Balance without cents",
    "Saldo sin decimales",
    "Saldo sin puntos",
    "Saldo 9(13)",
    "Saldo 9(9)V9(4)",
    "Saldo (4 decimales implícitos)",
    "Saldo V99",
    "Porcentaje",
    "Centro de costos",
    "Saldo cent costo",
    "Saldo 15,25",
    "Saldo 15.2.2026",
    "Saldo 1,2",
    "Saldo 12D",
    "Saldo sin punto de mil",
    "Saldo / 1000 días",
  ])("%s names none", (header) => expect(asked(header)).toBeNull());
});

test("two decimals are no unit where cells have marks", () => {
  const unitOf = (cells: readonly string[]) =>
    describedColumns([{ header: "Saldo (2 decimales)", cells }])[0]?.amountUnit;
  expect(unitOf(["1250,50", "980,00"])).toBeUndefined();
  expect(unitOf(["125050", "98000"])).toMatchObject({ value: "hundredths", alternatives: ["written"] });
});

test("a format's name is no unit where cells have marks", () => {
  const unitOf = (header: string, cells: readonly string[]) => describedColumns([{ header, cells }])[0]?.amountUnit;
  for (const header of ["SALDO N(15,2)", "SALDO 15,2", "SALDO 2D", "SALDO SIN PUNTO", "SALDO CENT"]) {
    expect(unitOf(header, ["1250,50", "980,00"]), header).toBeUndefined();
    expect(unitOf(header, ["125050", "0"])?.value, header).toBe("hundredths");
  }
  expect(unitOf("SALDO 2D", ["12", "98"])).toBeUndefined();
});

test("unwritten cents that are written are no question", () => {
  const unitOf = (cells: readonly string[], kinds?: string) =>
    describedColumns([{ header: "SALDO 9(13)V99", cells, ...(kinds === undefined ? {} : { kinds }) }])[0]?.amountUnit;
  expect(unitOf(["8858696,37", "13379813,05", "0"])).toBeUndefined();
  expect(unitOf(["8858696.37", "13379813.05"], "nn")).toBeUndefined();
  expect(unitOf(["8858696,37", "373017437"])?.value).toBe("hundredths");
  expect(unitOf(["885869637,00", "373017437,00"])?.value).toBe("hundredths");
  expect(unitOf(["885.869.637", "373.017.437"])?.value).toBe("hundredths");
});

const header = "Cedula;Nombre completo;Celular;Correo;Numero de credito;Producto;Saldo total;Dias mora";
const rows = [1250, 3250, 980].map(
  (balance, at) => `102030405${at};Ana Ruiz;300123456${at};ana${at}@x.co;CR-100${at};Vivienda;${balance};35`,
);

async function opened(lines: readonly string[]) {
  const workbench = new Workbench();
  const file = new File([`${lines.join("\n")}\n`], "cartera.csv");
  return { workbench, report: await workbench.open({ file, settings: {}, fields: standardFields }) };
}

describe("a row beside the data that names a unit", () => {
  test.each([
    "Cifras en miles de pesos",
    "(en miles de pesos)",
    "Valores expresados en miles",
    "Valores (miles de pesos)",
    "Amounts in thousands",
    "Valores em R$ mil",
    "Saldos en millones",
    "Valores em centavos",
    "Importes en céntimos",
    "(centavos)",
    "Los últimos dos dígitos son decimales",
    "Nota: las dos últimas posiciones corresponden a los centavos",
    "Saldos con dos decimales implícitos",
    "Valores numéricos sin punto decimal",
    "The last two digits are decimals",
    "Os dois últimos dígitos são decimais",
    "Para obtener el valor real dividir entre 100",
    "Los saldos se deben dividir por 100",
    "Divida los valores entre 100 (cien)",
    "Divide all amounts by 100",
    "Os valores devem ser divididos por 100",
    "Para obtener el valor real multiplicar por 1000",
    "Saldos: multiplicar por 1.000",
    "Multiply amounts by one thousand",
    "Formato numérico con dos posiciones decimales sin separador",
    "Dos enteros finales = centavos",
    "Centavos en las dos últimas posiciones",
    "Últimas dos cifras: decimales",
    "Cifras en pesos (se omitieron tres ceros)",
    "Saldos sin los tres últimos ceros",
    "Valores com três zeros omitidos",
  ])("%s is asked about with its line and words", async (text) => {
    for (const [lines, line] of [
      [["Banco de prueba", text, header, ...rows], 2],
      [[header, ...rows, "", text], rows.length + 3],
    ] as const) {
      const { report } = await opened(lines);
      expect(report.columns[6]?.amountUnit).toMatchObject({ certainty: "ambiguous", params: { line, text } });
    }
  });

  test.each([
    "Banco de prueba",
    "10 millones de clientes",
    "Mil gracias",
    "Cartera de la calle 1000",
    "Valores en pesos sin centavos",
    "Cifras en pesos con centavos",
    "Los últimos dos dígitos del crédito son la agencia",
    "Dividir la cartera entre 100 gestores",
    "Dividir la cartera entre 10000",
    "Formato numérico con separador",
    "Con dos decimales y sin separador de miles",
    "Two decimals, without thousands separator",
    "Sin tres cuotas",
  ])("%s names none", async (text) => {
    const { report } = await opened([text, header, ...rows]);
    expect(report.columns[6]?.amountUnit).toBeUndefined();
  });
});

describe("a name that says a unit for all amounts", () => {
  const named = async (fileName: string, sheets?: readonly { name: string; rows: (string | number)[][] }[]) => {
    const bytes = sheets === undefined ? `${[header, ...rows].join("\n")}\n` : xlsxFile({ sheets });
    const file = new File([bytes], fileName);
    const { columns } = await new Workbench().open({ file, settings: {}, fields: standardFields });
    return columns[6];
  };
  const table = [header, ...rows].map((line) => line.split(";"));

  test.each([
    ["cartera_en_miles.csv", "thousands"],
    ["Cartera noviembre (miles).csv", "thousands"],
    ["carteraEnMiles.csv", "thousands"],
    ["portfolio in thousands.csv", "thousands"],
    ["carteira-em-milhares.csv", "thousands"],
    ["cartera_millones.csv", "millions"],
    ["cartera en centavos.csv", "hundredths"],
  ])("the file %s is asked about with both sums", async (name, value) => {
    const column = await named(name);
    const evidence = value === "hundredths" ? "amount_cents_name" : "amount_unit_name";
    expect(column?.amountUnit).toMatchObject({ value, certainty: "ambiguous", evidence, params: { by: "file", name } });
    expect(column?.unitSums?.[","].sum).toBe("5480.00");
  });

  test.each(["cartera_000.csv", "cartera.csv", "mas_de_10_millones.csv", "Camiles.csv", "cartera mil.csv"])(
    "the file %s is not",
    async (name) => expect((await named(name))?.amountUnit).toBeUndefined(),
  );

  test("the sheet is asked about before the file", async () => {
    const column = await named("cartera en millones.xlsx", [{ name: "Saldos en miles", rows: table }]);
    expect(column?.amountUnit).toMatchObject({ value: "thousands", params: { by: "sheet", name: "Saldos en miles" } });
  });

  test("a sheet of notes is asked about with its words", async () => {
    const text = "Los saldos de la hoja Cartera están en miles de pesos";
    const notes = [["Campo", "Descripción"], [text], ["Cualquier duda: analista"]];
    const column = await named("c.xlsx", [
      { name: "Cartera", rows: table },
      { name: "LEEME", rows: notes },
    ]);
    expect(column?.amountUnit).toMatchObject({
      value: "thousands",
      evidence: "amount_unit_notes",
      params: { name: "LEEME", text },
    });
    expect(column?.unitSums?.[","].sum).toBe("5480.00");
  });

  test("a sheet with a table of its own is not", async () => {
    const summary = [["Cifras en miles de pesos"], ["Producto", "Saldo"], ["Vivienda", 5]];
    const column = await named("c.xlsx", [
      { name: "Cartera", rows: table },
      { name: "Resumen", rows: summary },
    ]);
    expect(column?.amountUnit).toBeUndefined();
  });
});

describe("the answer", () => {
  const fieldsOf = [
    ..."debtor.Identification debtor.Name debtor.Telephone debtor.Email obligation.id obligation.name".split(" "),
    ..."obligation.total_balance obligation.days_delay".split(" "),
  ];
  const mapped = (reading: CellReading) => ({
    layout: "row_per_obligation" as const,
    columns: fieldsOf.map((field) => ({
      state: "field" as const,
      field,
      group: 0,
      reading: field === "obligation.total_balance" ? reading : {},
    })),
    constants: [],
    defaults: [],
    separators: [],
    conflicts: [],
  });

  test("is required to go on", async () => {
    const { report } = await opened(["Cifras en miles de pesos", header, ...rows]);
    const problems = (reading: CellReading) =>
      checkMapping(mapped(reading), standardFields, 8, report.columns).map(({ code, columns }) => [code, columns]);
    expect(problems({})).toEqual([["reading_missing", [6]]]);
    expect(problems({ amountUnit: "written" })).toEqual([]);
    expect(problems({ amountUnit: "thousands" })).toEqual([]);
    expect(problems({ amountUnit: "hundredths" })).toEqual([]);
  });

  test("is asked with the column's sum", async () => {
    for (const lines of [
      ["Cifras en miles de pesos", header, ...rows],
      [header.replace("Saldo total", "SALDO_MILES"), ...rows],
    ]) {
      const { report } = await opened(lines);
      expect(report.columns[6]?.unitSums?.[","]).toEqual({ sum: "5480.00", unreadable: 0 });
      expect(report.columns[1]?.unitSums).toBeUndefined();
    }
    expect((await opened([header, ...rows])).report.columns[6]?.unitSums).toBeUndefined();
    const sums = (["written", "thousands", "millions", "hundredths"] as const).map((unit) =>
      amountInUnit("-5480.25", unit),
    );
    expect(sums).toEqual(["-5480.25", "-5480250", "-5480250000", "-54.80"]);
  });

  test("a column of padded cents is placed and summed", async () => {
    const cells = ["000000012345678", "000000000980050", "000000000000000"];
    const lines = cells.map((cell, at) => (rows[at] ?? "").replace(/;\d+;35$/, `;${cell};35`));
    const { workbench, report } = await opened([header.replace("Saldo total", "SALDO 9(13)V99"), ...lines]);
    expect(report.columns[6]).toMatchObject({
      proposal: { field: "obligation.total_balance" },
      amountUnit: { value: "hundredths", certainty: "ambiguous", evidence: "amount_cents_header" },
      unitSums: { ",": { sum: "13325728.00", unreadable: 0 } },
      centSums: { ",": { sum: "133257.28", unreadable: 0 } },
    });
    const context = { fields: standardFields, mapping: mapped({ amountUnit: "hundredths" }), country: "CO" };
    expect(workbench.apply({ context }).totals.staged).toMatchObject({ debtors: 3, balance: "133257.28" });
  });

  test.each([
    [{}, "5480.00"],
    [{ amountUnit: "written" }, "5480.00"],
    [{ amountUnit: "thousands" }, "5480000.00"],
    [{ amountUnit: "millions" }, "5480000000.00"],
    [{ amountUnit: "hundredths" }, "54.80"],
  ] as const)("%j makes the sums %s", async (reading, balance) => {
    const { workbench } = await opened(["Cifras en miles de pesos", header, ...rows]);
    const context = { fields: standardFields, mapping: mapped(reading), country: "CO" };
    expect(workbench.apply({ context }).totals.staged).toMatchObject({ debtors: 3, balance });
  });
});

describe("an amount in thousands, millions or hundredths", () => {
  test.each([
    ["1.250", ",", "thousands", "1250000"],
    ["1.250,5", ",", "thousands", "1250500"],
    ["1.250,5", ",", "hundreds", "125050"],
    ["0,05", ",", "hundreds", "5"],
    ["1,25", ",", "thousands", "1250"],
    ["0,5", ",", "thousands", "500"],
    ["0,0004", ",", "thousands", "0.40"],
    ["(12,5)", ",", "thousands", "-12500"],
    ["0", ",", "thousands", "0"],
    ["12.345678", ".", "millions", "12345678"],
    ["$ 3", ".", "millions", "3000000"],
    ["007", ".", "thousands", "7000"],
    ["000000012345678", ",", "hundredths", "123456.78"],
    ["000000012345600", ".", "hundredths", "123456"],
    ["99999999999999", ",", "hundredths", "999999999999.99"],
    ["5", ",", "hundredths", "0.05"],
    ["-150", ",", "hundredths", "-1.50"],
    ["0", ",", "hundredths", "0"],
    ["1.234.567", ",", "hundredths", "12345.67"],
    ["12345678,00", ",", "hundredths", "123456.78"],
  ] as const)("%s with %s in %s is %s", (text, mark, unit, value) => {
    const clean = amountCleaner(mark, unit);
    expect(clean(text, "text", () => undefined)).toBe(value);
  });

  const factors = { written: 1n, hundreds: 100n, thousands: 1_000n, millions: 1_000_000n };

  test("is exact, and the same by glance and cleaner", () => {
    const balance = standardFields.find(({ id }) => id === "obligation.total_balance");
    if (balance === undefined) throw new Error("no balance");
    const cents = fc.integer({ min: 0, max: 99_999_999_999 });
    const unit = fc.constantFrom("written", "hundreds", "thousands", "millions");
    let glanced = 0;
    fc.assert(
      fc.property(cents, unit, fc.constantFrom(",", "."), (value, amountUnit, decimalMark) => {
        const text = `${Math.floor(value / 100)}${decimalMark}${String(value % 100).padStart(2, "0")}`;
        const glance = glancesOf(balance, { decimalMark, amountUnit }, "CO").text?.(text, 0, text.length);
        const codes: string[] = [];
        const cleaned = amountCleaner(decimalMark, amountUnit)(text, "text", (code) => codes.push(code));
        const expected = BigInt(value) * factors[amountUnit];
        if (expected >= 10n ** 14n) {
          expect(codes).toEqual(["amount_too_large"]);
          expect(glance).toBeNaN();
          return;
        }
        expect(BigInt(centsOf(cleaned))).toBe(expected);
        expect(codes).toEqual([]);
        expect(BigInt(glance ?? -1)).toBe(expected);
        glanced++;
      }),
    );
    expect(glanced).toBeGreaterThan(20);
  });

  test("in hundredths is exact, by glance and cleaner", () => {
    const balance = standardFields.find(({ id }) => id === "obligation.total_balance");
    if (balance === undefined) throw new Error("no balance");
    const reading = { decimalMark: ",", amountUnit: "hundredths" } as const;
    const { text: glance, number } = glancesOf(balance, reading, "CO");
    fc.assert(
      fc.property(fc.nat({ max: 99_999_999_999_999 }), fc.integer({ min: 0, max: 15 }), (cents, width) => {
        const text = String(cents).padStart(width, "0");
        const cleaned = amountCleaner(",", "hundredths")(text, "text", (code) => expect.unreachable(code));
        expect(cleaned).toBe(
          (BigInt(cents) / 100n).toString() + (cents % 100 === 0 ? "" : `.${String(cents % 100).padStart(2, "0")}`),
        );
        if (cents < 1e12) expect(glance?.(text, 0, text.length)).toBe(cents);
        if (cents < 1e12) expect(number?.(String(cents), 0, String(cents).length)).toBe(cents);
      }),
    );
  });
});

test("no question's sum includes amounts in a foreign currency", async () => {
  const lines = ["Cédula;Saldo (miles)", "79123456;1250", "79123457;US$ 1200", "79123458;980"];
  const file = new File([`${lines.join("\n")}\n`], "cartera.csv");
  const { columns } = await new Workbench().open({ file, settings: {}, fields: standardFields, currency: "COP" });
  expect(columns[1]?.unitSums?.[","]).toEqual({ sum: "2230.00", unreadable: 1 });
});
