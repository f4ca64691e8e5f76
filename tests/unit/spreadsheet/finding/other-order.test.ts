import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { foldHeader } from "#lib/domain/mapping/headers/fold-header.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { cases } from "#tests/support/depth.ts";

const names = ["Cédula", "Nombre", "Correo", "Celular", "Crédito", "Producto", "Saldo total", "Pago mínimo", "Mora"];
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.balance_payment obligation.days_delay".split(" "),
];

function debtor(at: number): string[] {
  return [
    `1020${300 + at}`,
    "Ana Ruiz",
    `a${at}@x.co`,
    "3001234567",
    `A${at}7`,
    "Consumo",
    `${900_000 + at}`,
    "4000",
    "31",
  ];
}

const debtors = (from: number, count: number) => Array.from({ length: count }, (_, at) => debtor(from + at));

type Lines = readonly (readonly string[])[];

async function read(lines: Lines, settings: ReadingSettings = {}, format: "csv" | "xlsx" = "csv") {
  const bytes =
    format === "csv"
      ? lines.map((cells) => `${cells.join(";")}\n`).join("")
      : xlsxFile({ sheets: [{ name: "Cartera", rows: lines.map((cells) => [...cells]) }] });
  const workbench = new Workbench();
  const file = new File([bytes], `cartera.${format}`);
  const report = await workbench.open({ file, settings, fields: standardFields });
  const columns = report.columns.map(({ header }) => {
    const at = names.findIndex((name) => foldHeader(name) === foldHeader(header));
    return at < 0 ? { state: "left_out" } : { state: "field", field: ids[at], reading: { decimalMark: "," } };
  });
  const context = { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" as const };
  const { totals, groups } = workbench.apply({ context });
  const { mapping, setAside, rowCount } = workbench.planStaging();
  const { rows } = workbench.window({ from: 0, count: rowCount, filter: { show: "all" } });
  const under = rows.filter(({ issues }) => issues.some(({ code }) => code === "row_other_order"));
  // The server reads each row by itself, from the mapping that is sent.
  const readRow = compileRowReader({ ...context, mapping: mappingSchema.parse(JSON.parse(JSON.stringify(mapping))) });
  for (const { row, line, issues, isLeftOut, cells } of rows) {
    const own = readRow(row, { line, cells: cells.map(({ text }) => text), kinds: null }).issues.filter(
      ({ code }) => code === "row_other_order",
    );
    expect(own).toEqual(issues.filter(({ code }) => code === "row_other_order"));
    if (own.length > 0) expect(isLeftOut).toBe(true);
  }
  expect(totals.file.rows).toBe(totals.setAside + totals.leftOut.rows + totals.staged.rows);
  return {
    report,
    codes: groups.map(({ code, count }) => `${code} ${count}`),
    staged: rows.filter(({ isLeftOut }) => !isLeftOut).map(({ line }) => line),
    under: under.map(({ line }) => line),
    setAside: setAside.map(({ line, reason }) => `${line} ${reason}`),
    cells: rows.map(({ cells }) => cells.map(({ text }) => text)),
    totals,
  };
}

const linesOf = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

describe("a second header whose columns differ from the first", () => {
  test("is found in any order, with no row read by the first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.shuffledSubarray(linesOf(0, names.length), { minLength: names.length }),
        fc.constantFrom("one more", "one fewer", "one renamed", "two renamed"),
        fc.constantFrom("csv" as const, "xlsx" as const),
        async (above, below, order, change, format) => {
          let header = order.map((at) => names[at] ?? "");
          let rows: string[][] = debtors(100, below).map((cells) => order.map((at) => cells[at] ?? ""));
          if (change === "one more") header = ["Agencia", ...header];
          if (change === "one more") rows = rows.map((cells) => ["Norte", ...cells]);
          if (change === "one fewer") header = header.slice(1);
          if (change === "one fewer") rows = rows.map((cells) => cells.slice(1));
          if (change.endsWith("renamed")) header = header.with(3, "Valor W");
          if (change === "two renamed") header = header.with(0, "Código Z");
          if (header.join() === names.slice(0, header.length).join()) return;
          const result = await read([names, ...debtors(0, above), header, ...rows], {}, format);
          // Below fewer than 13 rows the second header may be taken for the table's; then the rows above it
          // are reported.
          if (result.report.headerRow.value > 0) {
            expect(above).toBeLessThan(13);
            expect(result.under).toEqual(linesOf(2, above));
            return;
          }
          expect(result.under).toEqual(linesOf(above + 3, below));
          expect(result.staged).toEqual(linesOf(2, above));
          expect(result.setAside).toEqual([`${above + 2} repeated_header`]);
          expect(result.codes).toEqual([`row_other_order ${below}`]);
        },
      ),
      { numRuns: cases(120) },
    );
  });

  test("with reordered names is read by its own order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 30 }),
        fc.array(
          fc.record({
            order: fc.shuffledSubarray(linesOf(0, names.length), { minLength: names.length }),
            count: fc.integer({ min: 1, max: 20 }),
            isCapital: fc.boolean(),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.boolean(),
        fc.constantFrom("csv" as const, "xlsx" as const),
        async (above, parts, isChosen, format) => {
          const lines = [names, ...debtors(0, above)];
          const headers: number[] = [];
          const data = linesOf(2, above);
          for (const [part, { order, count, isCapital }] of parts.entries()) {
            const header = order.map((at) => names[at] ?? "");
            lines.push(isCapital ? header.map((name) => name.toUpperCase().replace("É", "E")) : header);
            headers.push(lines.length);
            data.push(...linesOf(lines.length + 1, count));
            // Half of the debtors of a part also have a row above, with another obligation.
            const own = debtors(100 * part + 100, count).map((cells, at) =>
              at % 2 ? cells.with(0, `1020${300 + at}`) : cells,
            );
            const whole = own.map((cells, at) => (at % 2 ? cells.with(2, `a${at}@x.co`) : cells));
            lines.push(...whole.map((cells) => order.map((at) => cells[at] ?? "")));
          }
          const settings = isChosen ? { headerLine: headers[0] ?? 1 } : { headerLine: 1 };
          const result = await read(lines, settings, format);
          expect(result.codes).toEqual([]);
          expect(result.staged).toEqual(data);
          expect(result.totals.leftOut.rows).toBe(0);
          const first = isChosen ? (parts[0]?.order ?? []) : linesOf(0, names.length);
          const back = (cells: readonly string[]) => names.map((_, at) => cells[first.indexOf(at)]);
          const expected = data.map((line) => {
            const header = headers.findLastIndex((at) => at < line);
            const order = header < 0 ? linesOf(0, names.length) : (parts[header]?.order ?? []);
            return names.map((_, at) => lines[line - 1]?.[order.indexOf(at)]);
          });
          expect(result.cells.map(back)).toEqual(expected);
          const total = data.reduce((sum, _, at) => sum + Number(expected[at]?.[6]), 0);
          expect(Number(result.totals.staged.balance)).toBe(total);
        },
      ),
      { numRuns: cases(80) },
    );
  });

  test("keeps debtors with rows on both sides complete", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 14, max: 24 }),
        fc.array(fc.nat(13), { minLength: 1, maxLength: 8 }),
        fc.shuffledSubarray(linesOf(0, names.length), { minLength: names.length }),
        fc.constantFrom("one more", "one fewer", "one renamed"),
        fc.constantFrom("csv" as const, "xlsx" as const),
        async (above, again, order, change, format) => {
          // Any column but the identification may be missing or renamed.
          const lost = order.findIndex((at) => at !== 0);
          let header = order.map((at) => names[at] ?? "");
          let rows = again.map((of, at) => order.map((column) => debtor(of).with(4, `B${at}`)[column] ?? ""));
          if (change === "one more")
            [header, rows] = [["Agencia", ...header], rows.map((cells) => ["Norte", ...cells])];
          if (change === "one fewer")
            [header, rows] = [header.toSpliced(lost, 1), rows.map((cells) => cells.toSpliced(lost, 1))];
          if (change === "one renamed") header = header.with(lost, "Valor W");
          if (header.join() === names.slice(0, header.length).join()) return;
          const result = await read([names, ...debtors(0, above), header, ...rows], { headerLine: 1 }, format);
          const whole = linesOf(2, above).filter((line) => !again.includes(line - 2));
          expect(result.staged).toEqual(whole);
          expect(result.totals.file.debtors).toBe(above);
        },
      ),
      { numRuns: cases(80) },
    );
  });

  const turned = names.with(6, "Pago mínimo").with(7, "Otro valor");
  const reversed = names.with(6, "Pago mínimo").with(7, "Saldo total");
  const exchanged = debtors(50, 3).map((cells) => cells.with(6, cells[7] ?? "").with(7, cells[6] ?? ""));

  test("hides no row that is cut below it", async () => {
    const other = names.with(6, "Otro valor");
    const lines = [names, ...debtors(0, 4), other, ...debtors(4, 3), debtor(7).slice(0, 3)];
    const file = new File([lines.map((cells) => cells.join(";")).join("\n")], "cartera.csv");
    const { notices } = await new Workbench().open({ file, settings: {}, fields: standardFields });
    expect(notices).toContainEqual({ code: "cut_row", params: { line: lines.length } });
  });

  test("ends where the first header repeats", async () => {
    const result = await read([names, ...debtors(0, 9), turned, ...exchanged, names, ...debtors(20, 4)]);
    expect(result.staged).toEqual([...linesOf(2, 9), ...linesOf(16, 4)]);
    expect(result.under).toEqual(linesOf(12, 3));
    expect(result.report.notices).toEqual([{ code: "other_order", params: { count: 3, line: 11 } }]);
  });

  test("leaves totals and notes below it to be checked", async () => {
    const rest = [["TOTAL", "", "", "", "", "", "12000", "2700000"], [], ["Nota: cifras en pesos"]];
    const result = await read([names, ...debtors(0, 9), turned, ...exchanged, ...rest]);
    expect(result.staged).toEqual(linesOf(2, 9));
    expect(result.setAside).toEqual(["11 repeated_header"]);
    expect(result.under).toEqual([12, 13, 14, 15, 17]);
  });

  test("does not count if a person calls its row data", async () => {
    const result = await read([names, ...debtors(0, 9), turned, ...exchanged], { takenIn: [11] });
    expect(result.under).toEqual([]);
    expect(result.staged).toEqual([...linesOf(2, 9), ...linesOf(12, 3)]);
    // To take all rows as data says nothing about their order.
    const all = await read([names, ...debtors(0, 9), turned, ...exchanged], { takenIn: "all" });
    expect(all.under).toEqual(linesOf(12, 3));
  });

  test("can be chosen, which leaves out the rows above", async () => {
    const result = await read([names, ...debtors(0, 9), turned, ...exchanged], { headerLine: 11 });
    expect(result.staged).toEqual(linesOf(12, 3));
    expect(result.under).toEqual(linesOf(2, 9));
    expect(result.setAside).toEqual(["1 repeated_header"]);
  });

  test("keeps debtors under it apart from their obligations", async () => {
    const at = (columns: readonly number[], rows: Lines) =>
      rows.map((cells) => columns.map((column) => cells[column] ?? ""));
    const [debtorOrder, obligations] = [
      [0, 1, 2, 3],
      [0, 4, 5, 6, 7, 8],
    ];
    const all = [names, ...debtors(0, 9)];
    const ofDebtors = [...at(debtorOrder, all), ...at([0, 2, 1, 3], [names.with(1, "Otro"), ...debtors(20, 3)])];
    const bytes = xlsxFile({
      sheets: [
        { name: "Clientes", rows: ofDebtors },
        { name: "Obligaciones", rows: at(obligations, [...all, ...debtors(20, 3)]) },
      ],
    });
    const workbench = new Workbench();
    const file = new File([bytes], "cartera.xlsx");
    const report = await workbench.open({ file, settings: {}, fields: standardFields });
    expect(report.join?.value).not.toBe("none");
    const columns = report.columns.map(({ header }) => {
      return { state: "field", field: ids[names.indexOf(header)], reading: { decimalMark: "," } };
    });
    const context = { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" as const };
    const summary = workbench.apply({ context });
    expect(summary.totals.staged.debtors).toBe(9);
    expect(summary.groups.find(({ code }) => code === "row_other_order")).toMatchObject({ count: 3 });
  });

  test("with the first's names leaves out rows lacking cells", async () => {
    const short = debtor(60).toSpliced(3, 1);
    const total = ["TOTAL", "", "", "", "", "", "12000", "2700000", ""];
    const result = await read([names, ...debtors(0, 9), reversed, ...exchanged, short, debtor(70), total]);
    expect(result.under).toEqual([15]);
    expect(result.staged).toEqual([...linesOf(2, 9), 12, 13, 14, 16]);
    expect(result.setAside).toEqual(["11 repeated_header", "17 total"]);
    expect(result.report.notices).toEqual([
      { code: "other_order", params: { count: 1, line: 11 } },
      { code: "rows_arranged", params: { count: 4, line: 11 } },
    ]);
  });

  test("shows its own column where the file may be cut", async () => {
    const order = linesOf(0, names.length).reverse();
    const turn = (cells: readonly string[]) => order.map((at) => cells[at] ?? "");
    const cut = turn(debtor(80)).with(-1, "102");
    const lines = [names, ...debtors(0, 20), turn(names), ...debtors(50, 30).map(turn), cut];
    const workbench = new Workbench();
    const file = new File([lines.map((cells) => cells.join(";")).join("\n")], "cartera.csv");
    await workbench.open({ file, settings: {}, fields: standardFields });
    const columns = names.map((_, at) => ({ state: "field", field: ids[at], reading: { decimalMark: "," } }));
    workbench.apply({ context: { fields: standardFields, mapping: mappingSchema.parse({ columns }), country: "CO" } });
    expect(workbench.planStaging().mapping.openCell).toEqual({ line: lines.length, column: 0, text: "102" });
  });

  test("is not seen in equal names or explaining rows", async () => {
    const same = names.map((name) => ` ${name.toUpperCase().replace("É", "E")} `);
    const again = await read([names, ...debtors(0, 9), same, ...debtors(20, 3), names.slice(0, 8), ...debtors(30, 2)]);
    expect(again.codes).toEqual([]);
    expect(again.setAside).toEqual(["11 repeated_header", "15 repeated_header"]);
    const technical = [
      "num_doc",
      "nombre_cliente",
      "email",
      "celular",
      "num_obligacion",
      "producto",
      "saldo",
      "cuota",
      "dias_mora",
    ];
    const explained = await read([names, technical, ...debtors(0, 9)]);
    expect(explained.under).toEqual([]);
  });

  test("is recognised by the meaning of its names", async () => {
    const other = [
      "nombre_cliente",
      "num_documento",
      "telefono",
      "email",
      "producto_nombre",
      "num_obligacion",
      "Valor X",
      "V2",
      "dias",
    ];
    const result = await read([names, ...debtors(0, 9), other, ...debtors(20, 3)]);
    expect(result.under).toEqual(linesOf(12, 3));
  });
});
