import { afterAll, describe, expect, it } from "vitest";
import { centsOf } from "#lib/domain/cleaning/amount.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type ColumnMapping, type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { asideBelowHeader } from "#tests/support/aside-below-header.ts";
import { type CorpusSheet, corpusSheets, type ExpectedColumn } from "#tests/support/corpus/corpus-sheet.ts";
import { deriveSheet, type ReadSheet, readSheet } from "#tests/support/corpus/read-sheet.ts";
import { emptyScore, percentRight, scoreProposals } from "#tests/support/corpus/score-proposals.ts";

const sheets = corpusSheets();
const score = emptyScore();

/**
 * The mapping a user would end with: each column on its field, read as found, or as answered where that was asked.
 */
function mappingFor(sheet: CorpusSheet, read: ReadSheet): Mapping {
  const columns = sheet.expected.columns.map((column, index): ColumnMapping => {
    if (column.joined !== undefined)
      return { state: "joined", field: "debtor.Name", group: 0, position: column.joined };
    if (column.is === null) return { state: "left_out" };
    return { state: "field", field: column.is, group: column.group ?? 0, reading: readingOf(column, read, index) };
  });
  const { layout, constants, defaults, separators } = sheet.expected;
  return mappingSchema.parse({ layout, columns, constants, defaults, separators });
}

function readingOf(column: ExpectedColumn, read: ReadSheet, index: number): object {
  const { decimalMark, dateOrder } = read.report.columns[index] ?? {};
  if (column.decimalMark === "ambiguous") return { decimalMark: column.answer };
  if (column.dateOrder === "ambiguous") return { dateOrder: column.answer };
  return {
    ...(decimalMark != null && decimalMark.certainty !== "ambiguous" ? { decimalMark: decimalMark.value } : {}),
    ...(dateOrder != null && dateOrder.certainty !== "ambiguous" ? { dateOrder: dateOrder.value } : {}),
  };
}

function found<T>(
  finding: { readonly value: T; readonly certainty: string } | null | undefined,
): T | "ambiguous" | null {
  if (finding == null) return null;
  return finding.certainty === "ambiguous" ? "ambiguous" : finding.value;
}

function decimalOf(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}

describe("the corpus of sheets as they are sent", () => {
  it("has at least thirty sheets of four countries", () => {
    expect(sheets.length).toBeGreaterThanOrEqual(30);
    expect(new Set(sheets.map(({ expected }) => expected.country)).size).toBe(4);
  });

  describe.each(sheets.map((sheet) => [sheet.name, sheet] as const))("%s", (_, sheet) => {
    const { expected } = sheet;

    it("finds where the table begins and ends", async () => {
      const { report } = await readSheet(sheet.file);
      expect({
        kind: report.kind,
        encoding: expected.encoding === undefined ? undefined : report.encoding?.value,
        delimiter: expected.delimiter === undefined ? undefined : report.delimiter?.value,
        headerLine: report.headerRow.params.line,
        footerRows: asideBelowHeader(report),
        rowCount: report.rowCount,
        notices: report.notices.map(({ code }) => code),
        headers: report.columns.map(({ header }) => header),
      }).toEqual({
        kind: expected.kind,
        encoding: expected.encoding,
        delimiter: expected.delimiter,
        headerLine: expected.headerLine,
        footerRows: expected.footerRows,
        rowCount: expected.rowCount,
        notices: expected.notices,
        headers: expected.columns.map(({ header }) => header),
      });
    });

    it("finds decimal marks and date orders, or asks", async () => {
      const { report } = await readSheet(sheet.file);
      const asked = expected.columns.map(({ header, decimalMark, dateOrder }) => ({ header, decimalMark, dateOrder }));
      const told = asked.map(({ header, decimalMark, dateOrder }, index) => ({
        header,
        decimalMark: decimalMark === undefined ? undefined : found(report.columns[index]?.decimalMark),
        dateOrder: dateOrder === undefined ? undefined : found(report.columns[index]?.dateOrder),
      }));
      expect(told).toEqual(asked);
    });

    it("proposes no wrong field and no decoy", async () => {
      const { report } = await readSheet(sheet.file);
      const own = emptyScore();
      scoreProposals(own, sheet, report.columns);
      scoreProposals(score, sheet, report.columns);
      expect({ wrong: own.wrong, decoys: own.decoys }).toEqual({ wrong: [], decoys: [] });
    });

    it("derives the expected debtors, field by field", async () => {
      const read = await readSheet(sheet.file);
      const { debtors, issues } = deriveSheet(read.table, mappingFor(sheet, read), expected.country);
      expect(debtors).toEqual(expected.debtors);
      const errors = issues
        .filter(({ severity }) => severity === "error")
        .map(({ row, code }) => ({ line: read.table.line(row), code }));
      expect(errors).toEqual(expected.leftOut);
    });

    it("totals on the workbench match the expected debtors", async () => {
      const read = await readSheet(sheet.file);
      const context = { fields: standardFields, mapping: mappingFor(sheet, read), country: expected.country };
      const { totals } = read.workbench.apply({ context });
      const obligations = expected.debtors.flatMap(({ Obligations }) => Obligations);
      expect(totals.staged).toMatchObject({
        debtors: expected.debtors.length,
        obligations: obligations.length,
        balance: decimalOf(obligations.reduce((sum, { total_balance }) => sum + centsOf(total_balance ?? ""), 0)),
      });
      expect([totals.file.rows, totals.setAside]).toEqual([
        expected.rowCount + read.report.setAside.count,
        read.report.setAside.count,
      ]);
    });
  });

  it("proposes at least 90 % of the sure columns", () => {
    expect(percentRight(score)).toBeGreaterThanOrEqual(90);
  });

  afterAll(() => {
    const { right, missed, askable, wrong, decoys } = score;
    const lines = [
      `corpus: ${sheets.length} sheets, ${percentRight(score).toFixed(1)} % right (${right}), ${missed.length} missed, ${askable} asked, ${wrong.length} wrong, ${decoys.length} decoys taken`,
      ...missed.map((told) => `  missed ${told}`),
      ...wrong.map((told) => `  wrong ${told}`),
      ...decoys.map((told) => `  decoy ${told}`),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  });
});
