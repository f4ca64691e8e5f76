import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { compileFind, compileReplace, findPattern } from "#lib/domain/table/find-pattern.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import type { FindInput } from "#lib/spreadsheet/protocol/find.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { foundNow, searchTable } from "#lib/spreadsheet/review/find-cells.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { cases } from "#tests/support/depth.ts";

const loosely = { isExact: false, isWhole: false };

describe("what is found in a text", () => {
  test("case and accents count only on request", () => {
    const finds = (text: string, isExact: boolean) => compileFind({ text, isExact, isWhole: false });
    expect(["PEÑA", "Peña", "pena gómez", "pen\u0303a", "ｐｅｎａ"].every(finds("peña", false))).toBe(true);
    expect(["PEÑA", "pena"].some(finds("peña", true))).toBe(false);
    expect(finds("N° 3", false)("Calle 4 N° 3")).toBe(true);
  });

  test("special characters are literal", () => {
    for (const text of ["$1.000", "(x)*", "a+b", "[1]", "\\d", "^"]) {
      expect(compileFind({ text, ...loosely })(`es ${text} aquí`)).toBe(true);
      expect(compileFind({ text, ...loosely })("nada de eso")).toBe(false);
    }
    expect(compileFind({ text: ".", ...loosely })("abc")).toBe(false);
  });

  test("a whole cell must match, an empty one be blank", () => {
    const whole = { isExact: false, isWhole: true };
    expect(compileFind({ text: "cali", ...whole })("  CALI ")).toBe(true);
    expect(compileFind({ text: "cali", ...whole })("Cali sur")).toBe(false);
    expect(compileFind({ text: "", ...whole })("  ")).toBe(true);
    expect(compileFind({ text: "", ...loosely })("x")).toBe(false);
    expect(findPattern({ text: "", ...loosely })).toBeNull();
  });

  test("each match is replaced by exactly the given text", () => {
    expect(compileReplace({ text: "s.a.", ...loosely }, "$& S.A.S.")("Uno S.A. y Dos s.a.")).toBe(
      "Uno $& S.A.S. y Dos $& S.A.S.",
    );
    expect(compileReplace({ text: "n/a", isExact: false, isWhole: true }, "")(" N/A ")).toBe("");
    expect(compileReplace({ text: "x", ...loosely }, "y")("abc")).toBe("abc");
  });
});

const cellText = fc.stringMatching(/^[aAáñÑ;,. 1\t€]{0,6}$/);
const rowsOfCells = fc.array(fc.array(cellText, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 });

test("searching blocks finds the same cells as one by one", () => {
  fc.assert(
    fc.property(
      rowsOfCells,
      cellText.filter((text) => text !== ""),
      fc.boolean(),
      fc.boolean(),
      (rows, text, isExact, isWhole) => {
        const builder = new GridBuilder();
        builder.addRow(["h"], null, 1);
        for (const [index, cells] of rows.entries()) builder.addRow(cells, null, index + 2);
        const grid = builder.finish();
        const edited = new EditedRows(tableOf(grid, { headerRow: 0, endRow: grid.rowCount }));
        const query = { text, isExact, isWhole };
        const columns = [2, 0, 3].filter((column) => column < edited.table.columnCount);
        const isFound = compileFind(query);
        const oneByOne = Array.from({ length: edited.table.rowCount }, (_, row) =>
          columns.flatMap((column, place) => (isFound(edited.text(row, column)) ? [row * columns.length + place] : [])),
        ).flat();
        expect([...inOneGo(searchTable(edited, query, columns, 1_000)).cells]).toEqual(oneByOne);
        // Tables with merged cells or of two sheets have no `search` of their own.
        const { search: _, ...plain } = edited.table;
        expect([...inOneGo(searchTable(new EditedRows(plain), query, columns, 1_000)).cells]).toEqual(oneByOne);
      },
    ),
    { numRuns: cases(500) },
  );
});

/** As files are packed while read: text rows with their delimiters, workbook rows with blanks that are not kept. */
test.each(["csv", "xlsx"] as const)("searching a packed %s finds the same cells", async (format) => {
  const unquoted = fc.stringMatching(/^[aAáñ. 1€]{0,4}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(unquoted, { minLength: 3, maxLength: 6 }), { minLength: 2, maxLength: 30 }),
      unquoted.filter((text) => text !== ""),
      fc.boolean(),
      async (rows, text, isWhole) => {
        // A file without any text is refused.
        fc.pre(rows.some((cells) => cells.some((cell) => cell.trim() !== "")));
        const bytes =
          format === "csv"
            ? rows.map((cells) => `${cells.join(";")}\n`).join("")
            : xlsxFile({ sheets: [{ name: "Cartera", rows }] });
        const { grid } = await openSpreadsheet(new File([bytes], `a.${format}`), {});
        const edited = new EditedRows(tableOf(grid, { headerRow: -1, endRow: grid.rowCount }));
        const query = { text, isExact: true, isWhole };
        const columns = Array.from({ length: edited.table.columnCount }, (_, column) => column);
        const { search, ...plain } = edited.table;
        expect(search).toBeDefined();
        expect([...inOneGo(searchTable(edited, query, columns, 1_000)).cells]).toEqual([
          ...inOneGo(searchTable(new EditedRows(plain), query, columns, 1_000)).cells,
        ]);
      },
    ),
    { numRuns: cases(60) },
  );
});

test("a search does not match across cells or rows", async () => {
  const workbench = new Workbench();
  await workbench.open({
    file: new File(["Cedula;Nombre\n10;ab\n11;cd\n\n12;ab;\n"], "a.csv"),
    settings: {},
    fields: standardFields,
  });
  const find = (text: string) =>
    workbench.find({
      query: { text, ...loosely },
      columns: [0, 1],
      filter: { show: "all" },
      from: { row: 0, column: 0 },
      direction: "here",
    });
  expect([";", "0;a", "b\n1", "\n"].map((text) => find(text).total)).toEqual([0, 0, 0, 0]);
  expect(find("AB")).toEqual({
    total: 2,
    isMore: false,
    isTooMany: false,
    match: { row: 0, column: 1, position: 0, ordinal: 1 },
  });
});

test("corrected cells count as corrected, and a search is bounded", () => {
  const builder = new GridBuilder();
  for (let row = 0; row < 5; row++) builder.addRow(["a", row === 2 ? "b" : "a"], null, row + 1);
  const rows = new EditedRows(tableOf(builder.finish(), { headerRow: 0, endRow: 5 }));
  const query = { text: "a", ...loosely };
  const found = inOneGo(searchTable(rows, query, [0, 1], 100));
  expect([...found.cells]).toEqual([0, 1, 2, 4, 5, 6, 7]);
  rows.write({ row: 0, column: 0, text: "x" });
  rows.write({ row: 1, column: 1, text: "casa" });
  expect([...foundNow(rows, query, [0, 1], found).cells]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(inOneGo(searchTable(rows, query, [0, 1], 3))).toMatchObject({ isMore: true, cells: { length: 3 } });
  expect(inOneGo(searchTable(rows, query, [0, 1], 7))).toMatchObject({ isMore: false });
});

describe("find and replace in a reviewed file", () => {
  const text = "Cedula;Nombre;Ciudad\n1023456;Ana Peña;Cali\n2034567;Luis PEÑA;cali sur\nx;Eva;Bogotá\n";
  const reviewed = async () => {
    const workbench = new Workbench();
    const settings = { headerLine: 1, takenIn: "all" as const };
    await workbench.open({ file: new File([text], "a.csv"), settings, fields: standardFields });
    const mapping = mappingSchema.parse({
      columns: [
        { state: "field", field: "debtor.Identification" },
        { state: "field", field: "debtor.Name" },
        { state: "left_out" },
      ],
    });
    const fields = standardFields.filter(({ id }) => id === "debtor.Identification" || id === "debtor.Name");
    workbench.apply({ context: { fields, mapping, country: "CO" } });
    return workbench;
  };
  const scope = (text: string, filter: FindInput["filter"] = { show: "all" }) => ({
    query: { text, ...loosely },
    columns: [0, 1, 2],
    filter,
  });
  const cellsOf = (workbench: Workbench) =>
    workbench.window({ from: 0, count: 9, filter: { show: "all" } }).rows.map(({ cells }) => cells.map((c) => c.text));

  test("goes forward, back and around", async () => {
    const workbench = await reviewed();
    const step = (row: number, column: number, direction: FindInput["direction"]) => {
      const { match } = workbench.find({ ...scope("pena"), from: { row, column }, direction });
      return match && [match.row, match.ordinal];
    };
    expect(step(0, 0, "here")).toEqual([0, 1]);
    expect(step(0, 1, "here")).toEqual([0, 1]);
    expect(step(0, 1, "next")).toEqual([1, 2]);
    expect(step(1, 1, "next")).toEqual([0, 1]);
    expect(step(0, 1, "previous")).toEqual([1, 2]);
    expect(workbench.find({ ...scope("zzz"), from: { row: 0, column: 0 }, direction: "next" }).match).toBeNull();
  });

  test("searches only the rows that are shown", async () => {
    const workbench = await reviewed();
    const found = workbench.find({
      ...scope("bogota", { show: "errors" }),
      from: { row: 0, column: 0 },
      direction: "here",
    });
    expect(found).toMatchObject({ total: 1, match: { row: 2, position: 0, ordinal: 1 } });
    const { replaced } = inOneGo(
      workbench.editing.replace({ ...scope("a", { show: "errors" }), replacement: "o", only: null }),
    );
    expect(replaced).toBe(2);
    expect(cellsOf(workbench)[0]).toEqual(["1023456", "Ana Peña", "Cali"]);
  });

  test("replaces one, then all, each undone in one step", async () => {
    const workbench = await reviewed();
    const before = cellsOf(workbench);
    const one = inOneGo(
      workbench.editing.replace({ ...scope("peña"), replacement: "Pena", only: { row: 1, column: 1 } }),
    );
    expect(one).toMatchObject({ replaced: 1, summary: { edits: 1, canUndo: true, canRedo: false } });
    expect(
      inOneGo(workbench.editing.replace({ ...scope("cali"), replacement: "Santiago de Cali", only: null })).replaced,
    ).toBe(2);
    const after = cellsOf(workbench);
    expect(after.map((cells) => cells[2])).toEqual(["Santiago de Cali", "Santiago de Cali sur", "Bogotá"]);
    expect(inOneGo(workbench.editing.travel({ direction: "undo" })).summary).toMatchObject({ edits: 1, canRedo: true });
    expect(inOneGo(workbench.editing.travel({ direction: "undo" })).summary).toMatchObject({
      edits: 0,
      canUndo: false,
    });
    expect(cellsOf(workbench)).toEqual(before);
    inOneGo(workbench.editing.travel({ direction: "redo" }));
    expect(inOneGo(workbench.editing.travel({ direction: "redo" })).summary).toMatchObject({
      edits: 3,
      canRedo: false,
    });
    expect(cellsOf(workbench)).toEqual(after);
  });

  test("checks replaced cells again and counts those too long", async () => {
    const workbench = await reviewed();
    const { summary } = inOneGo(
      workbench.editing.replace({
        ...scope("x"),
        query: { text: "x", isExact: false, isWhole: true },
        replacement: "3045678",
        only: null,
      }),
    );
    expect(summary.rowsWithErrors).toBe(0);
    const long = inOneGo(workbench.editing.replace({ ...scope("a"), replacement: "b".repeat(20_000), only: null }));
    expect(long).toMatchObject({ replaced: 5, tooLong: 1 });
  });
});
