import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { corpusSheets } from "#tests/support/corpus/corpus-sheet.ts";
import { readSheet } from "#tests/support/corpus/read-sheet.ts";
import { cases } from "#tests/support/depth.ts";
import { type Cell, columns } from "#tests/support/portfolio/columns.ts";
import { Portfolio } from "#tests/support/portfolio/portfolio.ts";
import { portfolioBytes } from "#tests/support/portfolio/write-portfolio.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

/** The share of correct files that may be asked a needless question: 2 of 100. */
const toleratedShare = 0.02;

/** The columns that a person would be asked how to read: those loaded as money or dates whose reading is open. */
function asked(reports: readonly ColumnReport[], isLoaded: (column: ColumnReport) => boolean): string[] {
  const kinds = new Map(standardFields.map(({ id, kind }) => [id, kind]));
  return reports.filter(isLoaded).flatMap(({ header, proposal, decimalMark, dateOrder, datedCells }) => {
    const kind = kinds.get(proposal?.field ?? "");
    const needed = kind === "amount" ? [decimalMark] : kind === "date" ? [dateOrder, datedCells] : [];
    return needed.some((finding) => finding?.certainty === "ambiguous") ? [header] : [];
  });
}

test("correct portfolios of any size are asked nothing", async () => {
  const fields = new Set(columns.filter(({ field }) => field !== null).map(({ header }) => header));
  const files = ["csv", "xlsx"] as const;
  const found: string[] = [];
  let count = 0;
  for (let seed = 1; seed <= cases(60, 16); seed++) {
    for (const format of files) {
      const rows = [5, 12, 40, 150][seed % 4] ?? 40;
      const bytes = portfolioBytes({ rows, seed, errorShare: 0 }, format);
      const file = new File([new Uint8Array(bytes)], `cartera.${format}`);
      const report = await new Workbench().open({ file, settings: {}, fields: standardFields });
      const questions = asked(report.columns, ({ header }) => fields.has(header));
      if (questions.length > 0) found.push(`${format} ${rows} rows, seed ${seed}: ${questions.join(", ")}`);
      count++;
    }
  }
  expect(found.length, found.join("\n")).toBeLessThanOrEqual(count * toleratedShare);
});

test("portfolios in whole pesos with dots are asked nothing", () => {
  let questions = 0;
  let count = 0;
  for (let seed = 1; seed <= cases(100, 34); seed++) {
    const portfolio = new Portfolio({ rows: [12, 40, 150][seed % 3] ?? 40, seed, errorShare: 0 });
    const written = columns.map(({ header, cell }) => ({
      header,
      cells: [...portfolio.rows()].map(cell).map(inPesos),
    }));
    const reports = describedColumns(written);
    const fields = new Set(columns.filter(({ field }) => field !== null).map(({ header }) => header));
    if (asked(reports, ({ header }) => fields.has(header)).length > 0) questions++;
    count++;
  }
  expect(questions).toBeLessThanOrEqual(count * toleratedShare);
});

function inPesos(cell: Cell): string {
  switch (cell.is) {
    case "text":
      return cell.text;
    case "money":
      return String(Math.floor(cell.cents / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
    case "date":
      return cell.iso.split("-").reverse().join("/");
    case "whole":
      return String(cell.value);
    case "blank":
      return "";
  }
}

test("corpus sheets are asked only what their values leave open", async () => {
  for (const { name, file, expected } of corpusSheets()) {
    const { report } = await readSheet(file);
    const open = expected.columns.flatMap(({ header, is, decimalMark, dateOrder }) =>
      is !== null && (decimalMark === "ambiguous" || dateOrder === "ambiguous") ? [header] : [],
    );
    const loaded = new Set(expected.columns.flatMap(({ header, is }) => (is === null ? [] : [header])));
    expect([name, asked(report.columns, ({ header }) => loaded.has(header))]).toEqual([name, open]);
  }
});
