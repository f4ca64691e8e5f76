import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { type WorkbookCell, xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";

const header =
  "Cédula;Nombre;Correo;Celular;Dirección;Crédito;Producto;Saldo;Días;Fecha pago;Pago;CC fiador;Fiador;Ciudad".split(
    ";",
  );
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone debtor.Address obligation.id".split(" "),
  ..."obligation.name obligation.total_balance obligation.days_delay obligation.last_pay_date obligation.last_pay".split(
    " ",
  ),
];

function row(at: number): WorkbookCell[] {
  const own = [`1020300${at}`, "Ana Ruiz", `a${at}@x.co`, "3001234567", `Calle ${at} # 2-3`, `00400${at}`, "Consumo"];
  const paid = at % 3 === 0 ? ["", ""] : [{ d: "2026-03-14" }, 120_000.5];
  return [...own, 1_500_000.25 + at, 30 + at, ...paid, `5896536${at}`, "Camila Ramírez", "Bogotá"];
}

const all = Array.from({ length: 10 }, (_, at) => row(at));

async function opened(rows: readonly (readonly WorkbookCell[])[]) {
  const workbench = new Workbench();
  const file = new File([xlsxFile({ sheets: [{ name: "Cartera", rows: [header, ...rows] }] })], "cartera.xlsx");
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const columns = report.columns.map((_, index) =>
    index < ids.length ? { state: "field", field: ids[index], reading: { decimalMark: "." } } : { state: "left_out" },
  );
  const summary = workbench.apply({
    context: { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" },
  });
  return { workbench, summary, codes: summary.groups.map(({ code, count }) => `${code} ${count}`) };
}

const without = (at: number, column: number) => all.with(at, (all[at] ?? []).toSpliced(column, 1));
const changed = (at: number, column: number, cell: WorkbookCell) => all.with(at, (all[at] ?? []).with(column, cell));

describe("a workbook's row that lacks a cell", () => {
  test.each([
    ["the date of a payment that was not made", 3, 9],
    ["the days, so that no date stands for them", 6, 8],
    ["an address, so that nothing but words follow", 4, 4],
    ["a payment, so that a number of another kind is one", 4, 10],
    ["a guarantor's number", 5, 11],
  ])("is reported: %s", async (_, at, column) => {
    const { codes, workbench, summary } = await opened(without(at, column));
    const shifted = summary.groups.find(({ code }) => code === "row_perhaps_shifted");
    expect([codes.join(), shifted?.firstRow]).toEqual([expect.stringContaining("row_perhaps_shifted 1"), at]);
    // The mapping that is sent tells the server the same; the memory for the next file does not keep it.
    const { mapping } = workbench.planStaging();
    const read = compileRowReader({
      fields: standardFields,
      mapping: mappingSchema.parse(JSON.parse(JSON.stringify(mapping))),
      country: "CO",
    });
    const { rows } = workbench.window({ from: 0, count: 20, filter: { show: "all" } });
    for (const { row: index, line, cells, issues } of rows) {
      const kinds = cells.map(({ kind }) => kind[0]).join("");
      const source = { line, cells: cells.map(({ text }) => text), kinds };
      const told = (found: readonly { code: string }[]) =>
        found.map(({ code }) => code).filter((code) => code === "row_perhaps_shifted");
      expect(told(read(index, source).issues)).toEqual(told(issues));
    }
    expect(rememberedMapping(mapping)).not.toHaveProperty("rowForms");
  });

  test("is settled once its cells are in their columns", async () => {
    const { workbench } = await opened(without(5, 11));
    const edits = ["58965365", "Camila Ramírez", "Bogotá"].map((text, at) => ({ row: 5, column: 11 + at, text }));
    expect(workbench.edit({ edits }).groups).toEqual([]);
  });

  test("is not suspected for one empty or unusual cell", async () => {
    expect((await opened(changed(4, 13, ""))).codes).toEqual([]);
    expect((await opened(changed(4, 11, "SIN FIADOR"))).codes).toEqual([]);
    expect((await opened(changed(4, 4, "Barrio Centro"))).codes).toEqual([]);
    expect((await opened(all)).workbench.planStaging().mapping.rowForms).toBeUndefined();
  });

  test("is not suspected where many rows end early", async () => {
    const half = all
      .map((cells, at) => (at % 2 === 0 ? cells.slice(0, -1) : cells))
      .with(4, (all[4] ?? []).toSpliced(11, 1));
    expect((await opened(half)).codes.join()).not.toContain("row_perhaps_shifted");
  });
});

describe("a day in eight digits among amounts", () => {
  const told = async (cell: WorkbookCell) => (await opened(changed(4, 10, cell))).codes.join();

  test("is reported among numbers or marked amounts, and sent", async () => {
    expect(await told("20220228")).toContain("amount_unlikely 1");
    const texts = all.map((cells, at) => cells.with(10, at === 4 ? "20220228" : `1${at}0,000.50`));
    const { codes, summary } = await opened(texts);
    expect([codes, summary.totals.leftOut.rows]).toEqual([["amount_unlikely 1"], 0]);
  });

  test("is an amount if a number, no day or like others", async () => {
    for (const cell of [20_220_228, "20221328", "2022022", "20,220,228.00"])
      expect(await told(cell)).not.toContain("amount_unlikely");
    const plain = all.map((cells, at) => cells.with(10, at === 4 ? "20220228" : `1${at}0000`));
    expect((await opened(plain)).codes.join()).not.toContain("amount_unlikely");
  });
});
