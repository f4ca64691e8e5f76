import fc from "fast-check";
import { expect, test } from "vitest";
import { amountCleaner, centsOf } from "#lib/domain/cleaning/amount.ts";
import { dateCleaner } from "#lib/domain/cleaning/dates/date.ts";
import { daysCleaner } from "#lib/domain/cleaning/dates/days.ts";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { CellReader } from "#lib/domain/summary/cell-reader.ts";
import {
  type CellValue,
  type ColumnCondition,
  type ColumnPart,
  type ColumnSummary,
  columnParts,
} from "#lib/domain/summary/column-summary.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import type { ReviewRow } from "#lib/spreadsheet/protocol/review.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { IssueGroups } from "#lib/spreadsheet/review/issue-groups.ts";
import { RowsWhere } from "#lib/spreadsheet/review/rows-where.ts";
import { Columns } from "#lib/spreadsheet/workbench/columns.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const headers = ["Cedula", "Nombre", "Correo", "Celular", "Credito", "Producto", "Saldo", "Vence", "Dias", "Nota"];
const fields = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "obligation.id",
  "obligation.name",
  "obligation.total_balance",
  "obligation.expiring_date",
  "obligation.days_delay",
];
const reading = {
  decimalMark: ",",
  dateOrder: "dmy",
  dayCount: "1900",
  datedCells: "kept",
  amountUnit: "written",
} as const;
const mapping: Mapping = mappingSchema.parse({
  columns: [
    // Every question about a column is answered: a column with an open one holds texts.
    ...fields.map((field) => ({ state: "field", field, reading })),
    { state: "left_out" },
  ],
});
const context = { fields: standardFields, mapping, country: "CO" };

const texts = [
  fc.constantFrom("1023456", "2034567", "3045678", "x", "1.023.456", ""),
  fc.constantFrom("Ana Gómez", "Ana Gómez ", "Ñáñez Ávila", 'Luz "La Mona"; Gil', "安娜", "Lía ".repeat(60), "12", ""),
  fc.constantFrom("ana@correo.co", "ana@", "ana@gmail.con", "", "N/A"),
  fc.constantFrom("3001234567", "300", ""),
  fc.constantFrom("A1", "A2", "B1", ""),
  fc.constantFrom("Consumo", "Libranza"),
  fc.oneof(
    fc.constantFrom("1.000,00", "1000", "-5", "12abc", "", " ", "250,5", "1,239", "99.999.999,99", "-", "$ 20", "N/A"),
    fc.constantFrom(
      "(20)",
      "20-",
      "COP 20",
      "1 000",
      "1,234.50",
      "0,00",
      "007",
      "20.",
      "9".repeat(13),
      "2e3",
      "½",
      "٣",
    ),
  ),
  fc.oneof(
    fc.constantFrom("31/01/2025", "2025-01-31", "1/2/25", "31/02/2025", "", "45000", "01/01/1900", "15-03-2024"),
    fc.constantFrom(
      "31.01.2025",
      "31 01 2025",
      "2025/1/31",
      "20250131",
      "31 ene 2025",
      "29/02/2024",
      "2025-01-31 10:00",
    ),
  ),
  fc.constantFrom("0", "10", "360", "-3", "mucho", "1.200", "", "12345", "010", "10 días", "123456", " 10"),
  fc.constantFrom("x", "y ", " ", "z", "1", "#N/A"),
];
const rowsOfTexts = fc.array(fc.tuple(...texts), { minLength: 1, maxLength: 60 });
const someEdits = fc.array(
  fc
    .integer({ min: 0, max: texts.length - 1 })
    .chain((column) =>
      fc.record({ row: fc.nat(59), column: fc.constant(column), text: texts[column] ?? fc.constant("") }),
    ),
  { maxLength: 12 },
);

function quoted(text: string): string {
  return /[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function reviewed(rows: readonly (readonly string[])[], edits: readonly CellEdit[]): Promise<Workbench> {
  const workbench = new Workbench();
  const text = [headers, ...rows].map((cells) => cells.map(quoted).join(";")).join("\n");
  const takenIn = "all";
  const report = await workbench.open({
    file: new File([`${text}\n`], "a.csv"),
    settings: { headerLine: 1, takenIn },
    fields: standardFields,
  });
  workbench.apply({ context });
  workbench.edit({ edits: edits.filter(({ row }) => row < report.rowCount) });
  return workbench;
}

function allRows(workbench: Workbench): readonly ReviewRow[] {
  return workbench.window({ from: 0, count: 1_000, filter: { show: "all" } }).rows;
}

const silent = () => undefined;
const isoDate = dateCleaner("YYYY-MM-DD", reading);
const amount = amountCleaner(",");
const days = daysCleaner(",");

/** The value of a cell, worked out from the cleaners alone. */
function cellValue(row: ReviewRow, column: number): CellValue | null {
  const { text, kind } = row.cells[column] ?? { text: "", kind: "text" };
  if (text.trim() === "") return null;
  // A text that stands for no value is none of a number either.
  const isAbsent = row.issues.some((issue) => issue.column === column && issue.code === "value_absent");
  const cleaned = isAbsent
    ? ""
    : column === 6
      ? amount(text, kind, silent)
      : column === 7
        ? isoDate(text, kind, silent)
        : column === 8
          ? days(text, kind, silent)
          : "";
  if (cleaned === "") return text.trim();
  if (column === 6) return centsOf(cleaned);
  return column === 7 ? Date.parse(`${cleaned}T00:00:00Z`) / 86_400_000 : Number(cleaned);
}

function partOf(row: ReviewRow, column: number): ColumnPart {
  const own = row.issues.filter((issue) => issue.column === column);
  if (own.some(({ severity }) => severity === "error")) return "wrong";
  if (own.length > 0) return "warned";
  return (row.cells[column]?.text ?? "").trim() === "" ? "empty" : "valid";
}

/** Everything of a summary but its bins, by going through the rows as the page sees them. */
function naiveSummary(rows: readonly ReviewRow[], column: number) {
  const values = rows.map((row) => cellValue(row, column)).filter((value) => value !== null);
  const counts = new Map<CellValue, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const numbers = values.filter((value) => typeof value === "number");
  const scale = column === 6 ? "money" : column === 7 ? "date" : column === 8 ? "days" : null;
  const cents = numbers.reduce((sum, number) => sum + number, 0);
  return {
    column,
    parts: Object.fromEntries(
      columnParts.map((part) => [part, rows.filter((row) => partOf(row, column) === part).length]),
    ),
    distinct: counts.size,
    commonest: [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 5),
    numbers:
      scale === null || numbers.length === 0
        ? null
        : {
            scale,
            count: numbers.length,
            min: Math.min(...numbers),
            max: Math.max(...numbers),
            sum: scale === "money" ? formatCents(BigInt(cents)) : null,
          },
  };
}

function withoutBins({ numbers, ...summary }: ColumnSummary) {
  if (numbers === null) return { ...summary, numbers };
  const { bins, ...rest } = numbers;
  return { ...summary, numbers: rest };
}

test("a summary counts what the rows show, after any edits", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOfTexts, someEdits, async (texts, edits) => {
      const workbench = await reviewed(texts, []);
      const count = allRows(workbench).length;
      for (const step of [[], edits.filter(({ row }) => row < count)]) {
        workbench.edit({ edits: step });
        const rows = allRows(workbench);
        // The last column is read as nothing: what its few cells look like decides, which is not tested here.
        for (let column = 0; column < fields.length; column++) {
          const summary = await workbench.columnSummary({ column });
          expect(summary === null ? null : withoutBins(summary)).toEqual(naiveSummary(rows, column));
        }
      }
    }),
    { numRuns: cases(40) },
  );
});

test("bins divide all numbers of a column", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOfTexts, async (texts) => {
      const workbench = await reviewed(texts, []);
      for (const column of [6, 7, 8]) {
        const numbers = allRows(workbench)
          .map((row) => cellValue(row, column))
          .filter((value) => typeof value === "number");
        const bins = (await workbench.columnSummary({ column }))?.numbers?.bins ?? [];
        expect(bins.map(({ count }) => count)).toEqual(
          bins.map(({ from, to }) => numbers.filter((number) => number >= from && number <= to).length),
        );
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(numbers.length);
        if (bins.length > 0)
          expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
        expect(bins.length).toBeLessThanOrEqual(12);
      }
    }),
    { numRuns: cases(40) },
  );
});

function meets(row: ReviewRow, { column, holds }: ColumnCondition): boolean {
  if ("part" in holds) return partOf(row, column) === holds.part;
  const value = cellValue(row, column);
  if ("value" in holds) return value === holds.value;
  return typeof value === "number" && value >= holds.from && value <= holds.to;
}

/** Every condition that a summary offers. */
function offered(column: number, summary: ColumnSummary | null): ColumnCondition[] {
  return [
    ...columnParts.map((part) => ({ column, holds: { part } })),
    ...(summary?.commonest ?? []).map(({ value }) => ({ column, holds: { value } })),
    ...(summary?.numbers?.bins ?? []).map(({ from, to }) => ({ column, holds: { from, to } })),
  ];
}

/** One or two columns, which of their summary's offers to take, and edits of their cells. */
const conditionsAndEdits = fc.uniqueArray(fc.nat(fields.length - 1), { minLength: 1, maxLength: 2 }).chain((columns) =>
  fc.record({
    picks: fc.tuple(...columns.map((column) => fc.record({ column: fc.constant(column), offer: fc.nat(19) }))),
    edits: fc.array(
      fc
        .constantFrom(...columns)
        .chain((column) =>
          fc.record({ row: fc.nat(19), column: fc.constant(column), text: texts[column] ?? fc.constant("") }),
        ),
      { maxLength: 12 },
    ),
  }),
);
const fewRows = fc.array(fc.tuple(...texts), { minLength: 1, maxLength: 20 });

test("conditions show the rows that meet them, with other filters and after edits", async () => {
  await fc.assert(
    fc.asyncProperty(fewRows, conditionsAndEdits, async (cells, { picks, edits }) => {
      const workbench = await reviewed(cells, []);
      const count = allRows(workbench).length;
      const conditions: ColumnCondition[] = [];
      for (const { column, offer } of picks) {
        const offers = offered(column, await workbench.columnSummary({ column }));
        conditions.push(offers[offer % offers.length]!);
      }
      for (const step of [[], edits.filter(({ row }) => row < count)]) {
        workbench.edit({ edits: step });
        const rows = allRows(workbench).filter((row) => conditions.every((condition) => meets(row, condition)));
        const shown = (show: "all" | "errors" | "edited") =>
          workbench.window({ from: 0, count: 1_000, filter: { show, where: conditions } }).rows.map(({ row }) => row);
        expect(shown("all")).toEqual(rows.map(({ row }) => row));
        const wrong = rows.filter(({ issues }) => issues.some(({ severity }) => severity === "error"));
        expect(shown("errors")).toEqual(wrong.map(({ row }) => row));
        const edited = rows.filter(({ cells }) => cells.some(({ original }) => original !== null));
        expect(shown("edited")).toEqual(edited.map(({ row }) => row));
        const next = workbench.nextIssue({ after: -1, filter: { show: "all", where: conditions } });
        const position = rows.findIndex(({ issues }) => issues.length > 0);
        expect(next).toEqual(position < 0 ? null : { row: rows[position]!.row, position, isAround: false });
      }
    }),
    { numRuns: cases(100) },
  );
});

test("a text and a workbook's number of the same letters are two values", () => {
  const builder = new GridBuilder();
  builder.addRow(["Saldo"], null, 1);
  builder.addRow(["1.2345"], "n", 2);
  builder.addRow(["1.2345"], "t", 3);
  const grid = builder.finish();
  const rows = new EditedRows(tableOf(grid, { headerRow: 0, endRow: grid.rowCount }));
  const amount = standardFields.find(({ id }) => id === "obligation.total_balance")!;
  const where = new RowsWhere(rows, () => new CellReader(amount, { decimalMark: "," }, { country: "CO" }));
  const meeting = (value: CellValue) => where.find([{ column: 0, holds: { value } }], new IssueGroups(2)).slice(0, 9);
  expect([meeting("1.2345"), meeting(123)]).toEqual([[1], [0]]);
});

test("before a review each cell is judged by itself", async () => {
  const rows = [
    ["1", "Ana", "a@b.co", "3001234567", "A", "P", "12abc", "31/02/2025", "x", "1"],
    ["2", "Luz", "", "3001234567", "B", "P", "-5", "", "3", "2"],
    ["3", "Eva", "c@d.co", "3001234567", "C", "P", "7,5", "01/02/2025", "4", "3"],
  ];
  const workbench = await reviewed(rows, []);
  const partsOf = async (column: number) => (await workbench.columnSummary({ column, context }))?.parts;
  expect(await partsOf(6)).toEqual({ wrong: 1, warned: 1, empty: 0, valid: 1 });
  expect(await partsOf(7)).toEqual({ wrong: 1, warned: 0, empty: 1, valid: 1 });
  expect(await partsOf(2)).toEqual({ wrong: 0, warned: 0, empty: 1, valid: 2 });
  // Not loaded, and all its cells are numbers.
  expect((await workbench.columnSummary({ column: 9, context }))?.numbers).toMatchObject({ min: 1, max: 3, sum: null });
});

test("a column is read as texts until it is known how", async () => {
  const workbench = new Workbench();
  const file = new File(["Cedula;Saldo\n10;1.234\n20;5.678\n"], "a.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  expect(report.columns[1]?.decimalMark?.certainty).toBe("ambiguous");
  const summaryWith = async (reading: object) => {
    const columns = [{ state: "left_out" }, { state: "field", field: "obligation.total_balance", reading }];
    return await workbench.columnSummary({
      column: 1,
      context: { ...context, mapping: mappingSchema.parse({ columns }) },
    });
  };
  expect(await summaryWith({})).toMatchObject({ parts: { wrong: 0, valid: 2 }, numbers: null });
  expect((await summaryWith({ decimalMark: "," }))?.numbers?.sum).toBe("6912.00");
});

test("an edit in the middle of counting begins it again", () => {
  const builder = new GridBuilder();
  builder.addRow(["Producto"], null, 1);
  for (let row = 0; row < 30_000; row++) builder.addRow([row % 2 === 0 ? "P" : "Q"], null, row + 2);
  const grid = builder.finish();
  const rows = new EditedRows(tableOf(grid, { headerRow: 0, endRow: grid.rowCount }));
  const columns = new Columns({ rows, columns: [] }, { ...context, mapping: mappingSchema.parse({ columns: [] }) });
  const counting = columns.summary(0, null);
  expect(counting.next().done).toBe(false);
  rows.write({ row: 0, column: 0, text: "Q" });
  let step = counting.next();
  while (step.done !== true) step = counting.next();
  expect(step.value.commonest).toEqual([
    { value: "Q", count: 15_001 },
    { value: "P", count: 14_999 },
  ]);
});
