import { describe, expect, test } from "vitest";
import { Refused } from "#lib/spreadsheet/refused.ts";
import { readText } from "#lib/spreadsheet/text/read-text.ts";

const read = (text: string, settings = {}) => readText(new Blob([text]), settings, {});

describe("the delimiter", () => {
  test.each([
    ["nombre;saldo\nA, B;1,5\n", ";"],
    ["id;valor\n1;2\n", ";"],
    ['id,nombre,saldo\n1,"Peña; Ana",2\n2,"Gil; Luz",3\n', ","],
    ["CARTERA, OCTUBRE, 2026\n\nid|nombre|saldo\n1|Ana|1,5\n2|Luz|2,5\n", "|"],
    ["id\tdireccion\n1\tCalle 1, apto 2, torre 3\n2\tCalle 2, apto 4, torre 1\n", "\t"],
  ])("of %j is %j", async (text, delimiter) => {
    expect((await read(text)).delimiter.value).toBe(delimiter);
  });

  test("is taken from a sep= line, which is no row", async () => {
    const { grid, delimiter } = await read("sep=|\na|b;c\n1|2;3\n");
    expect(delimiter).toMatchObject({ value: "|", evidence: "sep_line" });
    expect([grid.sourceRow(0).cells, grid.line(0)]).toEqual([["a", "b;c"], 2]);
  });

  test("is not needed if there is one column", async () => {
    const { grid, delimiter } = await read("cedula\n123\n456\n");
    expect(delimiter.evidence).toBe("single_column");
    expect(grid.columnCount).toBe(1);
  });
});

describe("quotes that do not pair up", () => {
  test("affect one cell, swallow no row and are reported", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `${index};texto ${index};fin`);
    rows[20] = '20;"sin cierre;fin';
    const { grid, notices } = await read(`${rows.join("\n")}\n`);
    expect(grid.rowCount).toBe(50);
    expect(grid.sourceRow(20).cells).toEqual(["20", '"sin cierre', "fin"]);
    expect(notices).toContainEqual({ code: "unbalanced_quotes", params: { count: 1, line: 21 } });
  });

  test("do not disturb the sound quotes of their row", async () => {
    const { grid } = await read('1;"ACME" S.A.S.;"a;b";c\n2;x;y;z\n');
    expect(grid.sourceRow(0).cells).toEqual(["1", '"ACME" S.A.S.', "a;b", "c"]);
    expect(grid.sourceRow(1).cells).toEqual(["2", "x", "y", "z"]);
  });

  test("within a cell are text", async () => {
    const { grid, notices } = await read('1;TUBO 5" PVC;x\n2;TUBO 6" PVC;y\n');
    expect(grid.cell(1, 1)).toBe('TUBO 6" PVC');
    expect(notices).toEqual([]);
  });

  test("in a large file leave every later row in place", async () => {
    const rows = Array.from({ length: 120_000 }, (_, index) => `${index};un texto cualquiera de la fila ${index};fin`);
    rows[7] = '7;"sin cierre;fin';
    const { grid, notices } = await read(rows.join("\n"));
    expect(grid.rowCount).toBe(120_000);
    expect(grid.cell(119_999, 0)).toBe("119999");
    expect(notices).toContainEqual({ code: "unbalanced_quotes", params: { count: 1, line: 8 } });
  });
});

describe("rows", () => {
  test("keep their line despite line breaks and blank rows", async () => {
    const { grid } = await read('a;b\n\n;;\n1;"x\ny\nz"\n2;w\n');
    expect([0, 1, 2].map((row) => grid.line(row))).toEqual([1, 4, 7]);
  });

  test("named like an object's own parts are ordinary", async () => {
    const { grid } = await read("__proto__;constructor\n1;2\n");
    expect(grid.sourceRow(0).cells).toEqual(["__proto__", "constructor"]);
  });

  test("of one endless line are refused before memory fills", async () => {
    const line = new Blob(Array.from({ length: 20 }, () => "a".repeat(1024 * 1024)));
    await expect(readText(line, {}, {})).rejects.toThrow(Refused);
  });

  test("can be aborted while they are read", async () => {
    const stop = new AbortController();
    const rows = new Blob(Array.from({ length: 100 }, () => "a;b;c\n".repeat(20_000)));
    const reading = readText(rows, {}, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});
