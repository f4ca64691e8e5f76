import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

const whole = ["125000", "98000", "43500"];
const balance = 6;
const headers = "Cedula;Nombre completo;Celular;Correo;Numero de credito;Producto;Saldo total;Dias mora";

function rowsOf(cells: readonly string[]): string[] {
  return cells.map(
    (cell, at) => `102030405${at};Ana Ruiz;300123456${at};ana${at}@x.co;CR-100${at};Vivienda;${cell};35`,
  );
}

async function unitOf(lines: readonly string[], name = "cartera.csv", sheet?: string) {
  const table = lines.map((line) => line.split(";"));
  const bytes = sheet === undefined ? `${lines.join("\n")}\n` : xlsxFile({ sheets: [{ name: sheet, rows: table }] });
  const file = new File([bytes], name);
  const { columns } = await new Workbench().open({ file, settings: {}, fields: standardFields });
  return columns[balance]?.amountUnit ?? null;
}

const ofHeader = (header: string, cells: readonly string[] = whole) =>
  describedColumns([{ header, cells }])[0]?.amountUnit?.value ?? null;

describe("a factor in words or figures", () => {
  test.each([
    ["x1000", "thousands"],
    ["X 1.000", "thousands"],
    ["(x1000)", "thousands"],
    ["(×1000)", "thousands"],
    ["* 1000", "thousands"],
    ["x mil", "thousands"],
    ["por mil", "thousands"],
    ["en unidades de mil", "thousands"],
    ["em unidades de mil", "thousands"],
    ["in units of 1,000", "thousands"],
    ["en unidades de 1.000", "thousands"],
    ["x 10^3", "thousands"],
    ["x10³", "thousands"],
    ["en millares", "thousands"],
    ["multiplicar x 1000", "thousands"],
    ["x 10^6", "millions"],
    ["(x100)", "hundreds"],
    ["X 100", "hundreds"],
    ["×100", "hundreds"],
    ["* 100", "hundreds"],
    ["por cien", "hundreds"],
    ["x 10^2", "hundreds"],
    ["en cientos", "hundreds"],
    ["em centenas", "hundreds"],
    ["in hundreds", "hundreds"],
    ["multiplicar por 100", "hundreds"],
    ["dividir por 100", "hundredths"],
    ["dividido en 100", "hundredths"],
    ["÷100", "hundredths"],
    ["/ 100", "hundredths"],
  ])("%s is asked about in header, note, title and footer", async (words, unit) => {
    expect(ofHeader(`SALDO TOTAL ${words}`)).toBe(unit);
    for (const lead of ["* Los saldos vienen", "Valores", "Os saldos", "Amounts"]) {
      const text = `${lead} ${words}`;
      for (const lines of [
        [text, "", headers, ...rowsOf(whole)],
        [headers, ...rowsOf(whole), "", text],
      ])
        expect((await unitOf(lines))?.value, text).toBe(unit);
    }
  });

  test.each([
    ["BANCO NORTE - CARTERA (x1000)", "thousands"],
    ["Banco Norte (× 1.000)", "thousands"],
    ["Amounts times 1000", "thousands"],
    ["Multiplicar x100", "hundreds"],
    ["Nota: multiplicar por 100", "hundreds"],
    ["Os valores não têm casas decimais", "hundredths"],
    ["No se reportan decimales en los saldos", "hundredths"],
  ])("the row %s is asked about", async (text, unit) => {
    expect((await unitOf([text, "", headers, ...rowsOf(whole)]))?.value).toBe(unit);
  });

  test.each([
    ["cartera_x1000.csv", "thousands"],
    ["saldos x 1.000.csv", "thousands"],
    ["cartera en unidades de mil.csv", "thousands"],
    ["saldos_x100.csv", "hundreds"],
    ["saldos en cientos.csv", "hundreds"],
    ["cartera sin punto decimal.csv", "hundredths"],
    ["saldos dividir por 100.csv", "hundredths"],
  ])("the name %s is asked about, of file and sheet", async (name, unit) => {
    const lines = [headers, ...rowsOf(whole)];
    expect(await unitOf(lines, name)).toMatchObject({ value: unit, params: { by: "file" } });
    const sheet = name.replace(".csv", "").slice(0, 31);
    expect(await unitOf(lines, "c.xlsx", sheet)).toMatchObject({ value: unit, params: { by: "sheet" } });
  });

  test.each([
    "Saldo max 1000",
    "Saldo 4x1000",
    "Saldo 4 x 1000",
    "Saldo 4 por mil",
    "Saldo x10000",
    "Saldo x100 clientes",
    "Saldo 100",
    "Saldo al 100%",
    "Saldo x 100%",
    "Saldo 30/100",
    "Saldo lote x1000a",
  ])("the header %s names none", (header) => expect(ofHeader(header)).toBeNull());

  test.each([
    "Gravamen 4 x 1000 incluido",
    "Saldos con el 4x1000 incluido",
    "Los saldos incluyen el 4 por mil",
    "Cartera x 100",
    "Valores para 100 clientes",
    "Saldos x 1000 clientes",
    "Calle 10 * 100",
    "Banco Norte (4x1000)",
    "Saldos ajustados por mil razones",
    "Valor total cartera: 100 x 1000",
    "Valores en pesos, sin centavos",
    "Valores en pesos sin decimales",
    "Valores redondeados sin decimales",
    "Sin decimales",
  ])("the row %s names none", async (text) => {
    for (const lines of [
      [text, "", headers, ...rowsOf(whole)],
      [headers, ...rowsOf(whole), "", text],
    ])
      expect(await unitOf(lines)).toBeNull();
  });

  test.each(["cartera_4x1000.csv", "cartera_x100_clientes.csv", "cartera 100.csv", "saldos 2024-10-100.csv"])(
    "the name %s says none",
    async (name) => expect(await unitOf([headers, ...rowsOf(whole)], name)).toBeNull(),
  );

  test("of a million is asked about in a title", async () => {
    const unit = await unitOf(["* Los saldos vienen x 1.000.000", "", headers, ...rowsOf(whole)]);
    expect(unit?.value).toBe("millions");
  });

  test("of a hundred offers both directions", async () => {
    const unit = await unitOf([headers, ...rowsOf(whole), "", "Valores x 100"]);
    expect(unit).toMatchObject({ evidence: "amount_hundreds_row", alternatives: ["written", "hundredths"] });
  });
});

describe("a picture with two decimals", () => {
  const pictures = ["13.2", "13,2", "N13,2", "N(13,2)", "num(13,2)", "9(11),99", "9(11).99", "13V2", "F13.2", "13+2"];

  test.each(pictures)("%s in a header is asked about unless cells have decimals", (picture) => {
    expect(ofHeader(`SALDO TOTAL ${picture}`)).toBe("hundredths");
    expect(ofHeader(`SALDO TOTAL (${picture})`)).toBe("hundredths");
    expect(ofHeader(`SALDO TOTAL ${picture}`, ["1250,50", "980,00", "12,10"])).toBeNull();
  });

  test.each(["al 13.2", "corte 28.2", "13.2%", "13.2.2026", "13.25", "99.99", "v13.2"])("%s is none", (words) =>
    expect(ofHeader(`SALDO ${words}`)).toBeNull(),
  );
});

describe("a row that says that decimals are not written", () => {
  test.each([
    "Valores expresados sin decimales",
    "Los saldos vienen sin decimales",
    "Valores sem decimais",
    "Valores expressos sem casas decimais",
    "Amounts without decimals",
    "Amounts are given with no decimal places",
    "Saldos en formato N(13,2)",
    "Valores con formato 13.2",
  ])("%s is asked about only where no cell has any", async (text) => {
    for (const place of [
      (rows: readonly string[]) => [text, "", headers, ...rows],
      (rows: readonly string[]) => [headers, ...rows, "", text],
    ]) {
      expect((await unitOf(place(rowsOf(whole))))?.value).toBe("hundredths");
      expect(await unitOf(place(rowsOf(["1250,50", "980,25", "12,10"])))).toBeNull();
    }
  });
});

test("cents that are written are not asked about, whatever a note says", async () => {
  const text = "Nota: los dos últimos dígitos son centavos";
  const of = async (cells: readonly string[]) => (await unitOf([text, "", headers, ...rowsOf(cells)]))?.value ?? null;
  expect(await of(["79.622.000,37", "66.006.450,37", "6.536.000,05"])).toBeNull();
  expect(await of(["79622000,37", "66006450,37", "0"])).toBeNull();
  expect(await of(["79.622.000,37", "66.006.450,37", "653.600.005"])).toBe("hundredths");
  expect(await of(["79.622.000,37", "66.006.450,37", "653.600"])).toBe("hundredths");
  expect(await of(["7962200037", "6600645037"])).toBe("hundredths");
});
