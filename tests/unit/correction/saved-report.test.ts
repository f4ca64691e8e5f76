import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { guarded } from "#lib/spreadsheet/report/formula-guard.ts";
import { isWritten } from "#lib/spreadsheet/report/report-cell.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { applyProposals } from "#tests/support/apply-proposals.ts";
import { cases } from "#tests/support/depth.ts";
import { headers, portfolioMapping } from "#tests/support/factories.ts";
import { columns, type GivenDebtor, reportRows, rowsOf } from "#tests/support/reports/earlier-upload.ts";
import { openReport } from "#tests/support/reports/open-report.ts";
import { savedCell } from "#tests/support/reports/spreadsheet-save.ts";

const fields = fieldsOf([]);
const context = { fields, mapping: portfolioMapping, country: "CO" };

type Rows = string[][];

/**
 * Opens the CSV report as somebody's program saved it, with `change` applied to its cells, against the
 * earlier debtors.
 */
async function opened(debtors: readonly GivenDebtor[], sent: Rows, change: (rows: Rows) => Rows, format = "csv") {
  const written = await reportRows(sent, true);
  const texts = written.map((row) => row.map((cell) => guarded(cell.text, isWritten(cell))));
  const saved = change(texts.map((row, index) => (index === 0 || format === "xlsx" ? row : row.map(savedCell))));
  const { workbench, report } = await openReport(fileOf(saved, format), debtors);
  const summary = workbench.apply({ context });
  return { workbench, report, summary };
}

/** A CSV file, or the workbook of somebody who opened the CSV: there, what looks like a number is a number. */
function fileOf(rows: Rows, format: string): File {
  if (format === "csv") {
    const lines = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(";"));
    return new File([lines.join("\r\n")], "guardado.csv");
  }
  const cells = rows.map((row) => row.map((text) => (/^\+?\d+$/.test(text) ? Number(text) : text)));
  const book = { SheetNames: ["Hoja1"], Sheets: { Hoja1: utils.aoa_to_sheet(cells) } };
  return new File([write(book, { type: "array", bookType: "xlsx" })], "guardado.xlsx");
}

const codes = ({ groups }: { groups: readonly { code: string; count: number }[] }) =>
  Object.fromEntries(groups.map(({ code, count }) => [code, count]));
const rejected = (identification: string, ...obligations: string[]): GivenDebtor => ({
  identification,
  obligations,
  fate: "rejected",
});

const identification = fc.oneof(
  fc
    .integer({ min: 1, max: 4 })
    .chain((zeros) => fc.integer({ min: 1_000, max: 99_999_999 }).map((id) => "0".repeat(zeros) + id)),
  fc.integer({ min: 100_000, max: 1_999_999_999 }).map(String),
  fc.integer({ min: 100_000_000_000, max: 99_999_999_999_999 }).map(String),
  fc.integer({ min: 1_000_000, max: 99_999_999 }).map((id) => String(id).replace(/\B(?=(\d{3})+$)/g, ".")),
);
const obligation = fc.oneof(
  fc.integer({ min: 1, max: 999_999 }).map((id) => `000${id}`),
  fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n }).map(String),
  fc.constantFrom(
    "1-2",
    "3/4",
    "1E5",
    "12E03",
    "5,50",
    "1-2-2026",
    "ENE-2026",
    "MAR21",
    "10:30",
    "(123)",
    "TRUE",
    "CE-123",
  ),
);
const telephone = fc.constantFrom(
  "3001234567",
  "+573001234567",
  "573001234567",
  "+57-300-123-4570",
  "+57 300 123 4570",
  "(601) 2345678",
);

describe("a CSV report that a spreadsheet has saved", () => {
  test("keeps its numbers and words, so debtors keep their identity", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(identification, obligation, telephone), {
          selector: ([id]) => id.replace(/^0+|\./g, ""),
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom("csv", "xlsx"),
        async (drawn, format) => {
          const debtors = drawn.map(([id, number]) => rejected(id, number));
          const sent = debtors.flatMap((debtor, index) =>
            rowsOf(debtor).map((row) => row.with(columns.telephone, drawn[index]?.[2] ?? "")),
          );
          const { workbench } = await opened(debtors, sent, (rows) => rows, format);
          const { rows } = workbench.window({ from: 0, count: 100, filter: { show: "all" } });
          const held = [columns.identification, columns.name, columns.email, columns.telephone, columns.obligation];
          expect(rows.map(({ cells }) => held.map((column) => cells[column]?.text))).toEqual(
            sent.map((row) => held.map((column) => row[column])),
          );
        },
      ),
      { numRuns: cases(150), seed: 10 },
    );
  });

  test("gets lost zeros back and reports it", async () => {
    const debtors = [rejected("03800063", "0001200057"), rejected("1030405060", "7-12")];
    const { summary, report } = await opened(debtors, debtors.flatMap(rowsOf), (rows) => rows);
    expect([summary.totals.staged.debtors, codes(summary)]).toEqual([0, { correction_unchanged: 2 }]);
    expect(report.notices).toEqual([{ code: "numbers_restored", params: { count: 2, line: 2 } }]);
  });

  test("needs confirmation for changed numbers, restored or sent together", async () => {
    const debtors = [rejected("03800063", "0001200057"), rejected("1030405060", "88")];
    const typed = (rows: Rows) =>
      rows.map((row) =>
        row[columns.obligation] === "88"
          ? row.with(columns.obligation, "99")
          : row[columns.identification] === "3800063"
            ? row.with(columns.identification, "3800064")
            : row,
      );
    const { workbench, summary } = await opened(debtors, debtors.flatMap(rowsOf), typed);
    expect([summary.totals.staged.debtors, codes(summary)]).toEqual([0, { correction_renumbered: 1 }]);
    expect(summary.groups.map(({ column, proposals }) => [column, proposals]).sort()).toEqual([
      [columns.identification, 1],
      [columns.obligation, 1],
    ]);
    expect(workbench.planStaging().correction?.renumbered).toEqual([
      { row: 0, column: columns.identification, was: "03800063" },
      { row: 1, column: columns.obligation, was: "88" },
    ]);
    const sent = workbench.apply({ context, choices: { ...noChoices, sendsRenumbered: true } });
    expect(sent.totals.staged.debtors).toBe(2);
    workbench.apply({ context });
    applyProposals(workbench, { code: "correction_renumbered", column: columns.identification });
    const fixed = applyProposals(workbench, { code: "correction_renumbered", column: columns.obligation });
    expect([fixed.totals.staged.debtors, codes(fixed)]).toEqual([0, { correction_unchanged: 2 }]);
    expect(
      inOneGo(workbench.editing.travel({ direction: "undo" }))
        .summary.groups.map(({ code }) => code)
        .sort(),
    ).toEqual(["correction_renumbered", "correction_unchanged"]);
    expect(workbench.planStaging().correction?.renumbered).toEqual([{ row: 1, column: columns.obligation, was: "88" }]);
  });

  test("without references still needs confirmation for lost zeros", async () => {
    const debtors = [rejected("03800063", "1200057", "1200058"), rejected("77777777", "5")];
    const copied = (rows: Rows) => rows.map((row, index) => (index === 1 || index === 2 ? row.with(-1, "") : row));
    const { workbench, summary } = await opened(debtors, debtors.flatMap(rowsOf), (rows) => copied(rows));
    expect([summary.totals.staged.debtors, codes(summary)]).toEqual([
      0,
      { correction_zeros: 2, correction_unchanged: 1 },
    ]);
    const fixed = applyProposals(workbench, { code: "correction_zeros", column: columns.identification });
    // A debtor with one row and a debtor with two.
    expect(codes(fixed)).toEqual({ correction_unchanged: 3 });
    expect(fixed.heldBack).toEqual({ correction_unchanged: 2 });
  });

  test.each([
    ["1.000,50", "1000.5"],
    ["1.000,50", "1000,5"],
    ["1.000,50", "1,000.50"],
    ["291.000", "291"],
    ["291.000", "291000"],
    ["1,234.50", "1234.5"],
  ])("restores %s from %s, but keeps other amounts as corrections", async (amount, now) => {
    const debtors = ["1", "2"].map((end) => rejected(`103040506${end}`, `8${end}`));
    const sent = debtors.flatMap(rowsOf).map((row) => row.with(columns.balance, amount));
    const saved = (rows: Rows) =>
      rows.map((row, index) => (index === 0 ? row : row.with(columns.balance, index === 1 ? now : "777")));
    const { workbench, report } = await opened(debtors, sent, saved);
    const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
    expect(rows.map(({ cells }) => cells[columns.balance]?.text)).toEqual([amount, "777"]);
    expect(report.notices).toEqual([{ code: "numbers_restored", params: { count: 1, line: 2 } }]);
  });

  test.each([
    ["1250000.5", "12500005"],
    ["3250000.25", "325000025"],
    ["1.000.005,00", "100000500"],
  ])("needs confirmation if %s became %s", async (amount, now) => {
    const debtors = ["1", "2"].map((end) => rejected(`103040506${end}`, `8${end}`));
    const sent = debtors.flatMap(rowsOf).map((row) => row.with(columns.balance, amount));
    const saved = (rows: Rows) =>
      rows.map((row, index) => (index === 0 ? row : row.with(columns.balance, index === 1 ? now : "777")));
    const { workbench } = await opened(debtors, sent, saved);
    const mark: "." | "," = /\.\d+$/.test(amount) ? "." : ",";
    const mapping = {
      ...portfolioMapping,
      columns: portfolioMapping.columns.map((column, at) =>
        at === columns.balance && column.state === "field"
          ? { ...column, reading: { decimalMark: mark } as const }
          : column,
      ),
    };
    expect(codes(workbench.apply({ context: { ...context, mapping } }))).toEqual({ correction_renumbered: 1 });
    expect(workbench.planStaging().correction?.renumbered).toMatchObject([
      { row: 0, column: columns.balance, was: amount },
    ]);
    const sentAll = workbench.apply({
      context: { ...context, mapping },
      choices: { ...noChoices, sendsRenumbered: true },
    });
    expect(sentAll.totals.staged.debtors).toBe(2);
    applyProposals(workbench, { code: "correction_renumbered", column: columns.balance });
    const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
    expect(rows.map(({ cells }) => cells[columns.balance]?.text)).toEqual([amount, "777"]);
  });

  test("gets cents back that a format removed", async () => {
    const debtors = ["1", "2"].map((end) => rejected(`103040506${end}`, `8${end}`));
    const sent = debtors.flatMap(rowsOf).map((row) => row.with(columns.balance, "1250000.5"));
    const saved = (rows: Rows) =>
      rows.map((row, index) => (index === 0 ? row : row.with(columns.balance, index === 1 ? "1.250.000" : "777")));
    const { workbench, report } = await opened(debtors, sent, saved);
    const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
    expect(rows.map(({ cells }) => cells[columns.balance]?.text)).toEqual(["1250000.5", "777"]);
    expect(report.notices).toEqual([{ code: "numbers_restored", params: { count: 1, line: 2 } }]);
  });

  test("proposes no number if rows exchanged or took one", async () => {
    const debtors = [rejected("1030405061", "81"), rejected("1030405062", "82"), rejected("1030405063", "83")];
    const ids = ["1030405062", "1030405061", "1030405062"];
    const swapped = (rows: Rows) =>
      rows.map((row, index) => (index === 0 ? row : row.with(columns.identification, ids[index - 1] ?? "")));
    const { summary } = await opened(debtors, debtors.flatMap(rowsOf), swapped);
    const group = summary.groups.find(({ code }) => code === "correction_renumbered");
    expect([group?.count, group?.proposals]).toEqual([3, 0]);
    const obligations = (rows: Rows) =>
      rows.map((row, index) => (index === 0 ? row : row.with(columns.obligation, ["82", "81", "84"][index - 1] ?? "")));
    const other = (await opened(debtors, debtors.flatMap(rowsOf), obligations)).summary.groups;
    expect(other.map(({ code, count, proposals }) => [code, count, proposals])).toContainEqual([
      "correction_renumbered",
      3,
      1,
    ]);
  });

  test("gets a notice if all amounts are a thousandth", async () => {
    const debtors = ["1", "2", "3"].map((end) => rejected(`103040506${end}`, `8${end}`));
    const sent = debtors.flatMap(rowsOf).map((row, index) => row.with(columns.balance, `${291 + index}000`));
    const spoilt = (count: number) => (rows: Rows) =>
      rows.map((row, index) =>
        index === 0 ? row : row.with(columns.balance, index <= count ? `${290 + index}` : `${290 + index}000`),
      );
    const { report } = await opened(debtors, sent, spoilt(3));
    expect(report.notices).toEqual([
      { code: "amounts_thousandth", params: { header: headers[columns.balance], count: 3 } },
    ]);
    expect((await opened(debtors, sent, spoilt(1))).report.notices).toEqual([]);
  });

  test("gets a notice if amounts are another row's", async () => {
    const amounts = ["12.734.288,50", "18.535.661,50", "14.794.045,50", "1.782.271,50"];
    const debtors = amounts.map((_, at) => rejected(`103040506${at}`, `8${at}`));
    const sent = debtors.flatMap(rowsOf).map((row, at) => row.with(columns.balance, amounts[at] ?? ""));
    const moved = (order: readonly (number | string)[]) => (rows: Rows) =>
      rows.map((row, index) => {
        const from = order[index - 1];
        return index === 0
          ? row
          : row.with(columns.balance, typeof from === "number" ? (amounts[from] ?? "") : `${from}`);
      });
    const noticesOf = async (order: readonly (number | string)[]) =>
      (await opened(debtors, sent, moved(order))).report.notices.filter(({ code }) => code === "amounts_moved");
    const notice = (count: number) => [
      { code: "amounts_moved", params: { header: headers[columns.balance], count, of: 4 } },
    ];
    expect(await noticesOf([1, 2, 3, 0])).toEqual(notice(4));
    expect(await noticesOf([0, 2, 3, 1])).toEqual(notice(3));
    expect(await noticesOf(["18535661.5", 2, 3, 0])).toEqual(notice(4));
    expect(await noticesOf([0, 1, 3, 2])).toEqual([]);
    expect(await noticesOf([1, 2, 3, "5,50"])).toEqual([]);
    expect(await noticesOf([0, 1, 2, 3])).toEqual([]);
  });

  test("restores number cells as text, even of sixteen digits", async () => {
    const debtors = [rejected("61234503", "4571301234567891"), rejected("61234504", "45713012345678912345")];
    const sent = debtors.flatMap(rowsOf);
    const cells = (await reportRows(sent)).map((row) =>
      row.map(({ text }) => (/^\d+$/.test(text) ? { t: "n", v: Number(text) } : { t: "s", v: text })),
    );
    const book = { SheetNames: ["Hoja1"], Sheets: { Hoja1: utils.aoa_to_sheet(cells) } };
    const file = new File([write(book, { type: "array", bookType: "xlsx" })], "numeros.xlsx");
    const { workbench } = await openReport(file, debtors);
    const summary = workbench.apply({ context });
    const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
    expect(rows.map((row) => row.cells[columns.obligation])).toEqual(
      sent.map((row) => ({ text: row[columns.obligation], kind: "text", original: null })),
    );
    expect(codes(summary)).toEqual({ correction_unchanged: 2 });
  });

  test("proposes the reported number for an emptied cell", async () => {
    const debtors = [rejected("1030405061", "81"), rejected("1030405062", "82")];
    const emptied = (rows: Rows) =>
      rows.map((row, index) => (index === 1 ? row.with(columns.identification, "") : row));
    const { workbench, summary } = await opened(debtors, debtors.flatMap(rowsOf), emptied);
    expect(codes(summary)).toEqual({ identification_missing: 1, correction_unchanged: 1 });
    const fixed = applyProposals(workbench, { code: "identification_missing", column: columns.identification });
    expect(codes(fixed)).toEqual({ correction_unchanged: 2 });
  });
});
