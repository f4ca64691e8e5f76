import { describe, expect, test } from "vitest";
import { codePageTable } from "#lib/spreadsheet/text/code-pages.ts";
import { readText } from "#lib/spreadsheet/text/read-text.ts";

const bytes = (...parts: (string | number[])[]): Blob =>
  new Blob(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Uint8Array.from(part))));
const read = (file: Blob, settings = {}) => readText(file, settings, {});
const utf8 = (text: string): Blob => new Blob([text]);

describe("the encoding of a text file", () => {
  test("Windows-1252 keeps its euro sign and curly quotes", async () => {
    const { grid, encoding } = await read(bytes("a;b\nPe", [0xf1], "a ", [0x80, 0x93, 0x94], ";1\n"));
    expect(encoding.value).toBe("windows-1252");
    expect(grid.cell(1, 0)).toBe("Peña €“”");
  });

  test("one accent in the last line of a megabyte decides", async () => {
    const filler = "nombre;saldo\n".repeat(90_000);
    const { grid, encoding } = await read(bytes(filler, "Jos", [0xe9], ";1\n"));
    expect(encoding).toMatchObject({ value: "windows-1252", evidence: "accented_letters" });
    expect(grid.cell(grid.rowCount - 1, 0)).toBe("José");
    const late = await read(utf8(`${filler}José;1\n`));
    expect(late.encoding).toMatchObject({ value: "utf-8", evidence: "valid_utf8", certainty: "sure" });
    expect(late.grid.cell(late.grid.rowCount - 1, 0)).toBe("José");
  });

  test("cp850 is distinguished from Windows-1252 by its letters", async () => {
    const { grid, encoding } = await read(bytes("nombre;ciudad\nJos", [0x82], " Mu", [0xa4], "oz;Bogot", [0xa0], "\n"));
    expect(encoding).toMatchObject({ value: "cp850", evidence: "accented_letters" });
    expect(grid.sourceRow(1).cells).toEqual(["José Muñoz", "Bogotá"]);
  });

  test("Mac Roman is distinguished from other pages by its letters", async () => {
    const { grid, encoding } = await read(bytes("nombre;ciudad\nMU", [0x84], "OZ;MEDELL", [0xea], "N\n"));
    expect(encoding).toMatchObject({ value: "macintosh", certainty: "sure", evidence: "accented_letters" });
    expect(grid.sourceRow(1).cells).toEqual(["MUÑOZ", "MEDELLÍN"]);
  });

  test.each(["windows-1252", "cp850", "macintosh"] as const)("names in %s are read correctly", async (page) => {
    const names = [
      "Muñoz",
      "MUÑOZ",
      "José",
      "María Gómez",
      "MARTÍNEZ",
      "Ángel",
      "PÉREZ",
      "João Gonçalves",
      "Zúñiga",
      "Ñañez",
    ];
    const table = [...codePageTable(page)].map((unit) => String.fromCharCode(unit));
    const encode = (text: string) => Uint8Array.from([...text].map((letter) => table.indexOf(letter)));
    for (const name of names) {
      const file = new Blob([encode(`nombre;saldo\n${name};1\n`)]);
      const { grid, encoding } = await read(file);
      // A single letter may be another one in Windows-1252; a wrong page must be marked as ambiguous.
      if (grid.cell(1, 0) !== name)
        expect([name, encoding.value, encoding.certainty]).toEqual([name, encoding.value, "ambiguous"]);
    }
    const all = await read(new Blob([encode(`nombre;saldo\n${names.join(";1\n")};1\n`)]));
    expect(all.encoding).toMatchObject({ value: page, certainty: expect.stringMatching("sure|likely") });
    expect(names.map((_, row) => all.grid.cell(row + 1, 0))).toEqual(names);
  });

  test("UTF-16 without a mark is recognised by its zeros", async () => {
    const little = Buffer.from("nombre;saldo\nJosé;1\n", "utf16le");
    expect((await read(new Blob([little]))).encoding).toMatchObject({
      value: "utf-16le",
      evidence: "alternating_zeros",
    });
    const big = Buffer.from(little).swap16();
    const read16 = await read(new Blob([big]));
    expect(read16.encoding.value).toBe("utf-16be");
    expect(read16.grid.cell(1, 0)).toBe("José");
  });

  test("text encoded twice is reported with its first line", async () => {
    const { notices } = await read(utf8("nombre;saldo\nAna;1\nJosÃ©;2\nMuÃ±oz;3\n"));
    expect(notices).toContainEqual({ code: "double_encoded", params: { count: 2, line: 3 } });
  });

  test("stray Windows-1252 bytes in UTF-8 are read and reported", async () => {
    const { grid, encoding, notices } = await read(
      bytes(
        "José;Muñoz;Peña\n".replace(/[é-ñ]/g, (c) => Buffer.from(c).toString("latin1")),
        "Jos",
        [0xe9],
        ";b;c\n",
      ),
    );
    expect(encoding).toMatchObject({ value: "utf-8", evidence: "mostly_utf8" });
    expect(grid.sourceRow(0).cells).toEqual(["José", "Muñoz", "Peña"]);
    expect(grid.cell(1, 0)).toBe("José");
    expect(notices).toContainEqual({ code: "mixed_encoding", params: { count: 1 } });
  });

  test("two cp850 letters that may be UTF-8 give no notice", async () => {
    // "├í" of CP850 has the bytes of "á" in UTF-8; the file is CP850 all the same.
    const { encoding, notices } = await read(
      bytes("Jos", [0x82], ";Mu", [0xa4], "oz;Pe", [0xa4], "a;", [0xc3, 0xa1], "\n"),
    );
    expect(encoding.value).toBe("cp850");
    expect(notices).toEqual([]);
  });

  test("the user's choice of encoding is used", async () => {
    const { grid, encoding } = await read(bytes("a;b\nJos", [0x82], ";1\n"), { encoding: "cp850" });
    expect(grid.cell(1, 0)).toBe("José");
    expect(encoding.value).toBe("cp850");
  });
});

describe("the borders of the pieces a file is read in", () => {
  const border = 256 * 1024;

  test.each([0, 1, 2, 3, 4, 5])("characters of several bytes %i bytes before one are whole", async (before) => {
    const text = `${"a".repeat(border - before)}ñ€😀;b\nc;d\n`;
    const { grid } = await read(utf8(text));
    expect(grid.cell(0, 0)).toBe(text.split(";")[0]);
    const utf16 = await read(new Blob([Buffer.from(`\ufeff${text.slice(border / 2)}`, "utf16le")]));
    expect(utf16.grid.cell(0, 0)).toBe(text.slice(border / 2).split(";")[0]);
  });

  test.each([0, 1, 2, 3])("a line end %i bytes before one counts once", async (before) => {
    for (const encoding of ["utf-8", "windows-1252"]) {
      const text = `${"a".repeat(border - before)};b\r\nc;"d\r\ne"\r\nf;g\r\n`;
      const { grid } = await read(utf8(text), { encoding });
      expect([grid.rowCount, grid.cell(1, 1), grid.line(2)]).toEqual([3, "d\ne", 4]);
    }
  });

  test.each([0, 1, 2, 3, 4])("doubled quotes %i bytes before one stay one quote", async (before) => {
    const text = `x;"${"a".repeat(border - 3 - before)}""b"";c";d\ne;f;g\n`;
    const { grid, notices } = await read(utf8(text));
    expect(grid.sourceRow(0).cells).toEqual(["x", `${"a".repeat(border - 3 - before)}"b";c`, "d"]);
    expect(notices).toEqual([]);
  });
});
