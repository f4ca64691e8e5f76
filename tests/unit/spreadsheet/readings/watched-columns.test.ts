import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";

const header = "Cédula;Nombre;Correo;Celular;Crédito;Producto;Saldo;Vence;Desembolso;Días;Interés".split(";");
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.expiring_date".split(" "),
];

type Cells = (string | number | { d: string })[];

function row(at: number, behind: Cells): Cells {
  const own = [`1020300${at}`, "Ana Ruiz", `a${at}@x.co`, "3001234567", `A00${at}`, "Consumo", "150000", "2026-10-31"];
  return [...own, ...behind];
}

const usual = ["2019-01-16", "17", "578.496,10"];
const rows = (behind: Cells): Cells[] => [0, 1, 2, 3, 4, 5].map((at) => row(at, at === 3 ? behind : usual));

async function told(file: File, field: string | null = null) {
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const columns = report.columns.map((_, index) => {
    const id = index === 9 ? field : ids[index];
    return typeof id === "string"
      ? { state: "field", field: id, reading: { decimalMark: ",", dateOrder: "ymd" } }
      : { state: "left_out" };
  });
  workbench.apply({ context: { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" } });
  const { rows: shown } = workbench.window({ from: 0, count: 10, filter: { show: "all" } });
  return {
    codes: shown.flatMap(({ row: at, issues }) => issues.map(({ column, code }) => `${at} ${column} ${code}`)),
    watched: workbench.planStaging().mapping.watched,
  };
}

const csv = (cells: readonly Cells[]) =>
  new File([`${[header, ...cells].map((line) => line.join(";")).join("\n")}\n`], "cartera.csv");
const xlsx = (cells: readonly Cells[]) =>
  new File([xlsxFile({ sheets: [{ name: "Cartera", rows: [header, ...cells] }] })], "cartera.xlsx");

describe("columns that are not sent", () => {
  test("report a number among dates, or a date among numbers", async () => {
    const { codes } = await told(csv(rows(["485", "2019-01-16", "1.200,50"])));
    expect(codes).toEqual(["3 8 cell_unlike", "3 9 cell_unlike"]);
    expect((await told(csv(rows(["1.200,50", "17", "16-jun-2021"])))).codes).toEqual([
      "3 8 cell_unlike",
      "3 10 cell_unlike",
    ]);
  });

  test("report a share, a telephone or a mail among others", async () => {
    expect((await told(csv(rows(["14,5%", "17", "1"])))).codes).toEqual(["3 8 cell_unlike"]);
    expect((await told(csv(rows(["2019-01-16", "ana@x.co", "1"])))).codes).toEqual(["3 9 cell_unlike"]);
    const mails = [0, 1, 2, 3].map((at) => row(at, [...usual.slice(0, 2), at === 2 ? "3001234567" : `b${at}@x.co`]));
    expect((await told(csv(mails))).codes).toEqual(["2 10 cell_unlike"]);
  });

  test("report by the kind of cells in a workbook", async () => {
    const typed = (behind: Cells) =>
      rows(behind).map((cells, at) => (at === 3 ? cells : [...cells.slice(0, 8), { d: "2019-01-16" }, 17, 578]));
    expect((await told(xlsx(typed([485, { d: "2019-01-16" }, 12])))).codes).toEqual([
      "3 8 cell_unlike",
      "3 9 cell_unlike",
    ]);
  });

  test("ignore words, zeros, blanks, other date forms, mixed columns", async () => {
    for (const cell of ["", "SIN FECHA", "N/A", "0", "00/00/0000", "31.12.2025", "20251231", "16-jun-2021"])
      expect((await told(csv(rows([cell, "17", "578.496,10"])))).codes).toEqual([]);
    const mixed = [0, 1, 2, 3, 4, 5].map((at) => row(at, at < 3 ? usual : ["17", "2019-01-16", "1"]));
    expect(await told(csv(mixed))).toEqual({ codes: [], watched: undefined });
  });

  test("are not watched without strange cells or once sent", async () => {
    expect((await told(csv(rows(usual)))).watched).toBeUndefined();
    const { codes, watched } = await told(csv(rows(["2019-01-16", "2019-01-16", "1"])), "obligation.days_delay");
    expect(watched).toBeUndefined();
    expect(codes).toEqual(["3 9 days_malformed"]);
  });
});
