import { describe, expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import { type GivenDebtor, reportRows, rowsOf, tableOfRows } from "#tests/support/reports/earlier-upload.ts";
import { openReport } from "#tests/support/reports/open-report.ts";

const fields = fieldsOf([]);
const debtors = ["10304051", "10304052", "10304053"].map((identification): GivenDebtor => {
  return { identification, obligations: [`${identification}9`], fate: "rejected" };
});

/** Reviews the CSV report of three rejected debtors after `kept` has cut its text. */
async function cut(kept: (text: string) => string) {
  let text = "";
  const table = tableOfRows(await reportRows(debtors.flatMap(rowsOf), true));
  for await (const part of writeCsv(table, { delimiter: ";" })) text += new TextDecoder().decode(part);
  const { workbench, report: read } = await openReport(new File([kept(text)], "cortado.csv"), debtors);
  const context = { fields, mapping: portfolioMapping, country: "CO" };
  const { report, totals, groups } = workbench.apply({
    context,
    choices: { ...noChoices, sendsUnchanged: true, sendsRenumbered: true, sendsFewer: true },
  });
  return { notices: read.notices, report, staged: totals.staged.debtors, codes: groups.map(({ code }) => code) };
}

const lastOf = (text: string) => text.lastIndexOf("10304053", text.lastIndexOf("\n", text.length - 2) + 9);

describe("a report cut within its last row", () => {
  const ends: Record<string, (text: string) => number> = {
    "in the columns that the report added": (text) => text.lastIndexOf("Telephone is not valid") + 6,
    "in its reference": (text) => text.lastIndexOf("wolkvox-carga:") + 20,
    "in what its reference says": (text) => text.trimEnd().length - 1,
    "within the file's own columns": (text) => lastOf(text) + 30,
  };
  test.each(Object.entries(ends))("holds that row back and counts it as reported: %s", async (_, endOf) => {
    const { notices, report, staged, codes } = await cut((text) => text.slice(0, endOf(text)));
    expect(notices).toContainEqual({ code: "cut_row", params: { line: 4 } });
    expect(report).toEqual({ inReport: 3, added: 0, removed: 0 });
    expect(staged).toBe(2);
    expect(codes.some((code) => code === "row_short" || code === "row_long")).toBe(true);
  });

  test("is not assumed if only the last line end is missing", async () => {
    const { notices, report, staged } = await cut((text) => text.trimEnd());
    expect([notices, report, staged]).toEqual([[], { inReport: 3, added: 0, removed: 0 }, 3]);
  });

  test("is not assumed for a whole row added below", async () => {
    const { report } = await cut((text) => `${text}10304099;Ana;a@x.co;3001234567;;55;Visa;1,50\r\n`);
    expect(report).toEqual({ inReport: 3, added: 1, removed: 0 });
  });
});
