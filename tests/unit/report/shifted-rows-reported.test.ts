import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { Report, ReportRow } from "#lib/domain/views/report.ts";
import { reportTable } from "#lib/spreadsheet/report/report-table.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { reportWordsInTests } from "#tests/support/reports/report-words.ts";

const headers = ["Cédula", "Nombre", "Correo", "Celular", "Crédito", "Producto", "Saldo", "Pago", "Columna 9"];
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.last_pay".split(" "),
];
const whole = ["1020304050", "Ana", "a@x.co", "3001234567", "A1", "Consumo", "150000", ""];

function reported(index: number, cells: readonly string[]): ReportRow {
  const code = cells.length < 8 ? "row_short" : "row_long";
  const params = { cells: cells.length, expected: 8 };
  return {
    line: index + 2,
    cells: [`10203040${50 + index}`, ...cells.slice(1, 4), `A${index}`, ...cells.slice(5)],
    kinds: null,
    identification: cells[0] ?? null,
    group: "left_out",
    evidence: null,
    reason: null,
    remoteText: null,
    faultColumn: null,
    issues: cells.length === 8 ? [] : [{ row: index, column: null, field: null, code, severity: "error", params }],
  };
}

const rows = [whole, whole.slice(0, 7), [...whole.slice(0, 6), "4", "000", "12"], whole].map((cells, index) =>
  reported(index, cells),
);

async function reviewOf(format: "csv" | "xlsx", written: readonly ReportRow[]) {
  const report: Report = {
    uploadId: "01935f00-1234-7abc-8def-0123456789ab",
    fileName: "cartera.csv",
    headers,
    columns: headers.map(() => "value" as const),
    group: "failures",
    rows: (async function* () {
      yield* written;
    })(),
  };
  const table = reportTable(report, reportWordsInTests, { isGuarded: format === "csv" });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const bytes = format === "csv" ? writeCsv(table, { delimiter: ";" }) : writeXlsx(table, { sheetName: "Reporte" });
  for await (const part of bytes) parts.push(part);
  const workbench = new Workbench();
  const file = new File(parts, `reporte.${format}`);
  const { reportOf } = await workbench.open({ file, settings: {}, fields: standardFields });
  expect(reportOf).toEqual([report.uploadId]);
  const columns = headers.map((_, index) =>
    index < ids.length ? { state: "field", field: ids[index], reading: { decimalMark: "," } } : { state: "left_out" },
  );
  const summary = workbench.apply({
    context: { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" },
  });
  return summary.groups.filter(({ code }) => code.startsWith("row_")).map(({ code, firstRow }) => [code, firstRow]);
}

test.each(["csv", "xlsx"] as const)("rows left out as shifted are questioned again in a %s report", async (format) => {
  expect(await reviewOf(format, rows)).toEqual([
    ["row_short", 1],
    ["row_long", 2],
  ]);
});

test.each(["csv", "xlsx"] as const)(
  "rows with extra empty cells are questioned again in a %s report",
  async (format) => {
    const written = [reported(0, whole), reported(1, [...whole.slice(0, 2), "", ...whole.slice(2)])];
    expect(await reviewOf(format, written)).toEqual([["row_long", 1]]);
  },
);

test.each(["csv", "xlsx"] as const)("rows under another header are questioned in a %s report", async (format) => {
  const issue = {
    row: 1,
    column: null,
    field: null,
    code: "row_other_order",
    severity: "error",
    params: { line: 2 },
  } as const;
  expect(await reviewOf(format, [reported(0, whole), { ...reported(1, whole), issues: [issue] }])).toEqual([
    ["row_long", 1],
  ]);
});

test.each(["csv", "xlsx"] as const)("rows corrected in a %s report are good", async (format) => {
  const right = rows.map((row, at) => {
    if (at === 1) return { ...row, cells: [...row.cells.slice(0, 7), "5000"] };
    return at === 2 ? { ...row, cells: [...row.cells.slice(0, 6), "4000", "12"] } : row;
  });
  expect(await reviewOf(format, right)).toEqual([]);
});
