import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";

const header =
  "TIPO DOC;NUMERO DOC;NOMBRE DEL CLIENTE;TELEFONO;CORREO;OBLIGACION;PRODUCTO;SALDO TOTAL;VENCIMIENTO;CIUDAD";
const rows = Array.from(
  { length: 8 },
  (_, at) =>
    `CC;7009200${at};ANA GÓMEZ ${"ABCDEFGH"[at]};300129200${at};c${at}@x.co;0009200${at}5;CONSUMO;${1250 + at};1${at}/11/2026;BOGOTÁ`,
);
const balance = 7;

async function opened(lines: readonly string[], kind: "csv" | "xlsx" = "csv") {
  const file =
    kind === "csv"
      ? new File([`${lines.join("\n")}\n`], "cartera.csv")
      : new File([xlsxFile({ sheets: [{ name: "H", rows: lines.map((line) => line.split(";")) }] })], "cartera.xlsx");
  const report = await new Workbench().open({ file, settings: {}, fields: standardFields, currency: "COP" });
  return {
    rows: report.rowCount,
    aside: report.setAside.reasons.map(({ reason, count }) => `${reason} ${count}`),
    unit: report.columns[balance]?.amountUnit?.value ?? null,
    currency: report.saidCurrency?.found ?? null,
    field: report.columns[balance]?.proposal?.field,
    report,
  };
}

/** A row of ten cells, empty except for these, by column. */
const row = (said: Readonly<Record<number, string>>) =>
  Array.from({ length: 10 }, (_, column) => said[column] ?? "").join(";");
const whole = { rows: 8, field: "obligation.total_balance" };

describe.each(["csv", "xlsx"] as const)("a row of words beside the header, %s", (kind) => {
  test.each([
    [{ 7: "(miles)", 8: "dd/mm/aaaa" }, "thousands", null],
    [{ 7: "en miles de pesos" }, "thousands", null],
    [{ 7: "Miles" }, "thousands", null],
    [{ 7: "(000)" }, "thousands", null],
    [{ 7: "$000" }, "thousands", null],
    [{ 7: "Miles $" }, "thousands", null],
    [{ 7: "MM$" }, "millions", null],
    [{ 7: "(M$)" }, "thousands", null],
    [{ 7: "millones COP" }, "millions", null],
    [{ 7: "(centavos)" }, "hundredths", null],
    [{ 7: "en centavos" }, "hundredths", null],
    [{ 7: "9(13)V99" }, "hundredths", null],
    [{ 7: "2 dec. implícitos" }, "hundredths", null],
    [{ 7: "numérico sin punto decimal" }, "hundredths", null],
    [{ 7: "los últimos dos dígitos son decimales" }, "hundredths", null],
    [
      Object.fromEntries(
        "X(02) 9(10) X(40) 9(10) X(60) 9(12) X(20) S9(11)V99 9(08) X(30)".split(" ").map((text, at) => [at, text]),
      ),
      "hundredths",
      null,
    ],
    [{ 7: "(x100)" }, "hundreds", null],
    [{ 7: "x 1.000" }, "thousands", null],
    [{ 7: "N(13,2)" }, "hundredths", null],
    [{ 7: "9(11),99" }, "hundredths", null],
    [{ 7: "M/E" }, null, "M/E"],
    [{ 7: "(Mon. Ext.)" }, null, "Mon. Ext."],
    [{ 7: "USD" }, null, "USD"],
    [{ 7: "(en dólares)" }, null, "dólares"],
    [{ 7: "miles de US$" }, "thousands", "US$"],
    [{ 7: "COP", 8: "dd/mm/aaaa" }, null, null],
    [{ 1: "sin puntos", 3: "con indicativo", 7: "sin decimales", 8: "dd/mm/aaaa" }, null, null],
    [
      Object.fromEntries(
        ["texto", "numérico", "texto", "numérico", "texto", "numérico", "texto", "miles", "fecha", "texto"].entries(),
      ),
      "thousands",
      null,
    ],
  ] as const)("%j belongs to no debtor, above or below: %s %s", async (said, unit, currency) => {
    const found = await opened([header, row(said), ...rows], kind);
    expect(found).toMatchObject({ ...whole, aside: ["note 1"], unit, currency });
    if (Object.keys(said).length > 5) return;
    expect(await opened([row(said), header, ...rows], kind)).toMatchObject({ ...whole, unit, currency });
  });

  test.each([
    { 2: "PEDRO DÍAZ", 9: "CALI" },
    { 2: "PEDRO DÍAZ", 7: "N/A", 9: "CALI" },
    { 1: "70092009", 7: "miles" },
    { 2: "PEDRO DÍAZ", 7: "1250" },
    { 7: "PENDIENTE" },
    { 2: "PEDRO DÍAZ", 5: "X9(1)", 9: "CALI" },
  ])("%j is a row like the others", async (said) => {
    const found = await opened([header, row(said), ...rows], kind);
    expect(found).toMatchObject({ rows: 9, aside: [], unit: null, currency: null });
  });

  test("further down is a row like the others", async () => {
    const found = await opened([header, ...rows.slice(0, 4), row({ 3: "miles" }), ...rows.slice(4)], kind);
    expect(found.rows).toBe(9);
  });
});

describe("another currency beside the data", () => {
  const groups = (text: string) => [header, ...rows.slice(0, 4), text, ...rows.slice(4)];
  test.each([
    ["Los saldos de las siguientes obligaciones están expresados en dólares", "dólares"],
    ["Nota: valores en USD", "USD"],
    ["Observación: saldos expresados en US$", "US$"],
    ["Moneda: EUR", "EUR"],
    ["Saldos en moneda extranjera", "moneda extranjera"],
  ])("is reported with its line and words: %s", async (text, currency) => {
    for (const [lines, line] of [
      [[text, "", header, ...rows], 1],
      [groups(text), 6],
      [[header, ...rows, "", text], 11],
    ] as const) {
      const { report, currency: found, rows: count } = await opened(lines);
      expect([found, count]).toEqual([currency, 8]);
      expect(report.saidCurrency).toMatchObject({ line, text });
    }
  });

  test.each([
    "No incluye moneda extranjera",
    "Nota: valores en pesos",
    "Moneda: COP",
    "Cartera en mora",
    "Nota: cobrar con amabilidad",
    "Saldos en $",
  ])("%s names none", async (text) => {
    for (const lines of [
      [text, "", header, ...rows],
      [header, ...rows, "", text],
    ])
      expect(await opened(lines)).toMatchObject({ rows: 8, currency: null });
  });
});
