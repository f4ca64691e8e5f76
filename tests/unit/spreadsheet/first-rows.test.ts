import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { readFirstRows } from "#lib/spreadsheet/read-first-rows.ts";
import { writePortfolioXlsx } from "../../bench/reading/write-portfolio-xlsx.ts";

test("the first rows of a workbook are those of the whole reading", async () => {
  const folder = await mkdtemp(join(tmpdir(), "first-rows-"));
  try {
    const path = join(folder, "cartera.xlsx");
    await writePortfolioXlsx(path, 3_000);
    const file = new Blob([await readFile(path)]);
    const { grid } = await openSpreadsheet(file);
    for (const count of [1, 101, 5_000]) {
      const first = await readFirstRows(file, count);
      expect(first.rowCount).toBe(Math.min(count, grid.rowCount));
      for (let row = 0; row < first.rowCount; row++) expect(first.sourceRow(row)).toEqual(grid.sourceRow(row));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
