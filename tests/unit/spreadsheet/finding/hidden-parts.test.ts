import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { hiddenInXls } from "#tests/support/bad-files/hidden-xls.ts";

const rows = [
  ["Cédula", "Nombre", "Obligación", "Saldo"],
  ...Array.from({ length: 9 }, (_, row) => [`1000000${row}`, `Ana ${row}`, `OB-${row}`, 100 + row]),
];

/** Lines 4, 5 and 9 and the third column are hidden. */
function written(bookType: "xlsx" | "xlsb" | "biff8"): File {
  const sheet = utils.aoa_to_sheet(rows);
  sheet["!rows"] = [];
  for (const line of [4, 5, 9]) sheet["!rows"][line - 1] = { hidden: true };
  sheet["!cols"] = [{}, {}, { hidden: true }, {}];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "H");
  const bytes = new Uint8Array(write(book, { bookType, type: "array" }));
  return new File([bookType === "biff8" ? hiddenInXls(bytes, [3, 4, 8], [2]) : bytes], "cartera");
}

describe.each(["xlsx", "xlsb", "biff8"] as const)("what a workbook of %s hides", (bookType) => {
  test("is reported, and its rows are read like others", async () => {
    const report = await new Workbench().open({ file: written(bookType), settings: {}, fields: standardFields });
    expect(report).toMatchObject({ rowCount: 9, hiddenRows: { count: 3, line: 4 }, setAside: { count: 0 } });
    expect(report.notices.map(({ code }) => code)).toEqual(["hidden_rows", "hidden_columns"]);
    expect(report.columns.map(({ isHidden }) => isHidden === true)).toEqual([false, false, true, false]);
  });

  test("is set aside, counted and listed on request", async () => {
    const workbench = new Workbench();
    await workbench.open({ file: written(bookType), settings: {}, fields: standardFields });
    const report = await workbench.reread({ settings: { hiddenRows: "aside" } });
    expect(report).toMatchObject({ rowCount: 6, hiddenRows: { count: 3, line: 4 } });
    expect(report.setAside).toEqual({ count: 3, reasons: [{ reason: "hidden", count: 3, line: 4 }] });
    const all = await workbench.reread({ settings: { hiddenRows: "aside", takenIn: "all" } });
    expect(all.rowCount).toBe(6);
  });
});

test("a text file hides nothing", async () => {
  const file = new File(["Cédula;Saldo\n1;2\n"], "a.csv");
  const report = await new Workbench().open({ file, settings: {}, fields: standardFields });
  expect(report.hiddenRows).toEqual({ count: 0, line: 0 });
});

test("hidden rows of an HTML page are reported", async () => {
  const hidden = '<tr style="display:none"><td>1</td><td>5</td></tr>';
  const page = `<table><tr><td>Cédula</td><td>Saldo</td></tr>${hidden}<tr><td>2</td><td>6</td></tr></table>`;
  const report = await new Workbench().open({ file: new File([page], "a.xls"), settings: {}, fields: standardFields });
  expect(report.hiddenRows).toEqual({ count: 1, line: 2 });
});
