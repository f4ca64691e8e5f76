import { read, utils } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellKind } from "#lib/domain/table/table.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { unguarded } from "#lib/spreadsheet/report/formula-guard.ts";
import type { ReportCell, ReportTable } from "#lib/spreadsheet/report/report-cell.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { readText } from "#lib/spreadsheet/text/read-text.ts";
import { cases } from "#tests/support/depth.ts";

const cell = (text: string, kind: CellKind = "text", isAtFault = false): ReportCell => ({
  text,
  kind,
  holds: "value",
  isAtFault,
});

function tableOf(headers: readonly string[], rows: readonly (readonly ReportCell[])[]): ReportTable {
  return {
    headers,
    rows: (async function* () {
      yield* rows;
    })(),
  };
}

async function fileOf(bytes: AsyncIterable<Uint8Array<ArrayBuffer>>, name: string): Promise<File> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of bytes) parts.push(part);
  return new File(parts, name);
}

const headers = ["CEDULA", "NOMBRE", "NOTA", "SALDO"];
/** Text as banks write it, without a bare CR, which a text file cannot distinguish from a line end inside quotes. */
const text = fc.string({
  unit: fc.constantFrom("a", "ñ", "Á", "1", "0", ".", ",", ";", '"', "'", "=", "+", "-", "@", " ", "<", "&", "€", "\n"),
  maxLength: 12,
});
const rowsOf = (letters: fc.Arbitrary<string>) =>
  fc.array(fc.array(letters, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 8 });

describe("a report as CSV", () => {
  test.each([";", ","] as const)("is read back by our own reader, with %s", async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(rowsOf(text), async (rows) => {
        const written = rows.map((row, index) => [cell(`10${index}`), ...row.slice(1).map((one) => cell(one))]);
        const { grid } = await readText(
          await fileOf(writeCsv(tableOf(headers, written), { delimiter }), "x.csv"),
          {},
          {},
        );
        const read = written.map((row, index) => row.map((_, column) => unguarded(grid.cell(index + 1, column))));
        expect(read).toEqual(written.map((row) => row.map((one) => one.text)));
      }),
      { numRuns: cases(60) },
    );
  });

  test("needs no guard on numbers and telephones", async () => {
    const values = ["+573001234567", "-5", "-1.234.567,89", "+57 (1) 601 2345"];
    const file = await fileOf(
      writeCsv(tableOf(headers, [values.map((value) => cell(value))]), { delimiter: ";" }),
      "x.csv",
    );
    const { grid } = await readText(file, {}, {});
    expect(values.map((_, column) => grid.cell(1, column))).toEqual(values);
  });

  test("begins with a byte order mark, so that Excel reads UTF-8", async () => {
    const file = await fileOf(writeCsv(tableOf(["Año"], []), { delimiter: ";" }), "x.csv");
    expect([...new Uint8Array(await file.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe("a report as a workbook", () => {
  test("is read back by our own reader, text unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf(
          fc.oneof(
            text,
            fc.string({ unit: "grapheme", maxLength: 8 }).filter((one) => !/[\p{Cc}\p{Cs}]|[\uFFFE\uFFFF]/u.test(one)),
          ),
        ),
        async (rows) => {
          const written = rows.map((row, index) => [cell(`10${index}`), ...row.slice(1).map((one) => cell(one))]);
          const { grid } = await openSpreadsheet(
            await fileOf(writeXlsx(tableOf(headers, written), { sheetName: "Reporte" }), "x.xlsx"),
            {},
            {},
          );
          const read = written.map((row, index) => row.map((_, column) => grid.cell(index + 1, column)));
          expect(read).toEqual(written.map((row) => row.map((one) => one.text)));
        },
      ),
      { numRuns: cases(40) },
    );
  });

  test("keeps kinds of cells that Excel can hold", async () => {
    const row = [
      cell("1234.5", "number"),
      cell("2026-11-25", "date"),
      cell("true", "boolean"),
      cell("#N/A", "error"),
      cell("12345678901234567890", "number"),
      cell("2026-11-25", "date", true),
    ];
    const file = await fileOf(writeXlsx(tableOf(["a", "b", "c", "d", "e", "f"], [row]), { sheetName: "R" }), "x.xlsx");
    const { grid } = await openSpreadsheet(file, {}, {});
    expect(row.map((_, column) => [grid.cell(1, column), grid.kind(1, column)])).toEqual([
      ["1234.5", "number"],
      ["2026-11-25", "date"],
      ["true", "boolean"],
      ["#N/A", "error"],
      ["12345678901234567890", "text"],
      ["2026-11-25", "text"],
    ]);
  });

  test("reads the same elsewhere, without a formula", async () => {
    const evil = ["=1+1", "@SUM(A1)", "+A1", "\t=1", "＝1+1", "_x000D_", "a\rb", "<b>&"];
    const file = await fileOf(
      writeXlsx(tableOf(evil, [evil.map((one) => cell(one))]), { sheetName: "a/b[1]" }),
      "x.xlsx",
    );
    const book = read(await file.arrayBuffer(), { cellFormula: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""];
    expect(book.SheetNames).toEqual(["a b 1"]);
    expect(utils.sheet_to_json(sheet ?? {}, { header: 1 })).toEqual([evil, evil]);
    expect(Object.values(sheet ?? {}).filter((one) => typeof one === "object" && one !== null && "f" in one)).toEqual(
      [],
    );
  });

  test("continues on further sheets, each with its header", async () => {
    const rows = Array.from({ length: 7 }, (_, index) => [cell(String(index))]);
    const file = await fileOf(writeXlsx(tableOf(["n"], rows), { sheetName: "R", maxRowsPerSheet: 4 }), "x.xlsx");
    const book = read(await file.arrayBuffer());
    expect(book.SheetNames).toEqual(["R", "R 2", "R 3"]);
    const all = book.SheetNames.map((name) => utils.sheet_to_json(book.Sheets[name] ?? {}, { header: 1 }));
    expect(all).toEqual([
      [["n"], ["0"], ["1"], ["2"]],
      [["n"], ["3"], ["4"], ["5"]],
      [["n"], ["6"]],
    ]);
  });

  test("without rows has a header", async () => {
    const { grid } = await openSpreadsheet(
      await fileOf(writeXlsx(tableOf(headers, []), { sheetName: "R" }), "x.xlsx"),
      {},
      {},
    );
    expect([grid.rowCount, grid.cell(0, 1)]).toEqual([1, "NOMBRE"]);
  });
});
