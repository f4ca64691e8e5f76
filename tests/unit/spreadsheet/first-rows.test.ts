import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { readFirstRows } from "#lib/spreadsheet/read-first-rows.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { writePortfolioXlsx } from "../../bench/reading/write-portfolio-xlsx.ts";

test("the first rows of a workbook match the whole reading", async () => {
  const folder = await mkdtemp(join(tmpdir(), "first-rows-"));
  try {
    const path = join(folder, "cartera.xlsx");
    await writePortfolioXlsx(path, 3_000);
    const file = new Blob([await readFile(path)]);
    const { grid } = await openSpreadsheet(file);
    for (const count of [1, 101, 5_000]) {
      const first = await readFirstRows(file, count);
      if (first === null) throw new Error("a workbook has first rows");
      expect(first.rowCount).toBe(Math.min(count, grid.rowCount));
      for (let row = 0; row < first.rowCount; row++) expect(first.sourceRow(row)).toEqual(grid.sourceRow(row));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the first rows of a text match the whole reading", async () => {
  const lines = Array.from({ length: 9_000 }, (_, row) => `${row};"Peña; ${row}";1.234,56`);
  const file = new Blob([`Cédula;Nombre;Saldo\n${lines.join("\n")}\n`]);
  const { grid } = await openSpreadsheet(file);
  for (const count of [1, 13, 20_000]) {
    const first = await readFirstRows(file, count);
    if (first === null) throw new Error("a text has first rows");
    expect(first.rowCount).toBeGreaterThanOrEqual(Math.min(count, 4_000));
    expect(first.rowCount).toBeLessThanOrEqual(count);
    for (let row = 0; row < first.rowCount; row++) expect(first.sourceRow(row)).toEqual(grid.sourceRow(row));
  }
  const small = new Blob(["a;b\n1;2\n3;4"]);
  expect((await readFirstRows(small, 10))?.rowCount).toBe(3);
});

test("unreadable files have no first rows", async () => {
  const workbench = new Workbench();
  const look = { rows: 12, columns: 2 };
  const html = new File(["<table><tr><td>Cédula</td></tr></table>"], "cartera.xls");
  expect(await workbench.glimpse({ file: html, ...look })).toBeNull();
  expect(await workbench.glimpse({ file: new File(["%PDF-1.4"], "cartera.pdf"), ...look })).toBeNull();
  const text = new File([`a;b;c\n${"x".repeat(200)};2;3\n`], "cartera.csv");
  const told = await workbench.glimpse({ file: text, ...look });
  expect(told?.rows.map(({ cells }) => cells.map((cell) => cell.length))).toEqual([
    [1, 1],
    [80, 1],
  ]);
});
