import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { codePageTable } from "#lib/spreadsheet/text/code-pages.ts";
import { cases } from "#tests/support/depth.ts";

const table = (rows: string): string => `<table border=1>${rows}</table>`;
const row = (...cells: string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
const header = row("Cédula", "Nombre", "Saldo");

async function read(html: string | Uint8Array<ArrayBuffer>, settings = {}) {
  const { grid, notices, sheets, kind } = await openSpreadsheet(new Blob([html]), settings);
  expect(kind).toBe("html");
  const rows = Array.from({ length: grid.rowCount }, (_, at) => grid.sourceRow(at).cells);
  return { rows, notices, sheets, codes: notices.map(({ code }) => code) };
}

describe("a page saved as a workbook", () => {
  test("keeps its letters, however they are written", async () => {
    const spelled =
      "PERSONA &Ntilde; &#209; &#xD1; &ntilde;&aacute;&uuml;&ordm; A&amp;B &lt;1&gt; &quot;x&quot; &euro;&nbsp;5 &#150;";
    const { rows, notices } = await read(table(header + row("1", spelled, "1.234,50")));
    expect(rows[1]).toEqual(["1", 'PERSONA Ñ Ñ Ñ ñáüº A&B <1> "x" €\u00a05 –', "1.234,50"]);
    expect(notices).toEqual([]);
  });

  test("reports cells that were escaped twice", async () => {
    const page = table(
      header + row("1", "Pe&amp;ntilde;a &amp;amp; C&amp;iacute;a", "5") + row("2", "A &amp; B; C&amp;nada;", "5"),
    );
    const { rows, notices } = await read(page);
    expect(rows.slice(1).map((cells) => cells[1])).toEqual(["Peña & Cía", "A & B; C&nada;"]);
    expect(notices).toEqual([{ code: "entities_twice", params: { count: 1, line: 2 } }]);
  });

  test("repeats a cell over several rows, except an amount", async () => {
    const first = `<tr><td rowspan="3">10</td><td rowspan=3>Ana</td><td rowspan=2>1.500,00</td><td>A</td></tr>`;
    const { rows, codes } = await read(
      table(
        `${row("Cédula", "Nombre", "Saldo", "Crédito")}${first}${row("B")}<tr><td>7,5</td><td>C</td></tr>${row("20", "Luis", "1", "D")}`,
      ),
    );
    expect(rows.slice(1)).toEqual([
      ["10", "Ana", "1.500,00", "A"],
      ["10", "Ana", "", "B"],
      ["10", "Ana", "7,5", "C"],
      ["20", "Luis", "1", "D"],
    ]);
    expect(codes).toEqual(["merged_cells_filled", "merged_cells_kept"]);
  });

  test("puts a cell over several columns in the first", async () => {
    const { rows } = await read(table(`${row("a", "b", "c", "d")}<tr><td colspan=2>x</td><td>y</td><td>z</td></tr>`));
    expect(rows[1]).toEqual(["x", "", "y", "z"]);
  });

  test("keeps a cell's line breaks, not its source's", async () => {
    const { rows } = await read(
      table(header + row("1", "<p>Ana\n   Ruiz</p><b>Calle</b> 1<br/>Cali<script>x()</script>", "5")),
    );
    expect(rows[1]?.[1]).toBe("Ana Ruiz\nCalle 1\nCali");
  });

  test("may leave out end tags of cells and rows", async () => {
    const { rows } = await read("<table><tr><td>Cédula<td>Saldo<tr><td>1<td>5<tr><td>2<td>6</table>");
    expect(rows).toEqual([
      ["Cédula", "Saldo"],
      ["1", "5"],
      ["2", "6"],
    ]);
  });

  test("separates nested and neighbouring tables, reporting unread ones", async () => {
    const inner = table(header + row("1", "Ana", "5") + row("2", "Luis", "6"));
    const page = `${table(row("Banco", "Informe"))}<table><tr><td>Filtros${inner}</td></tr></table>`;
    const { rows, sheets, notices } = await read(page);
    expect(rows).toEqual([
      ["Cédula", "Nombre", "Saldo"],
      ["1", "Ana", "5"],
      ["2", "Luis", "6"],
    ]);
    expect(sheets.map(({ rowCount }) => rowCount)).toEqual([1, 1, 3]);
    expect(notices).toEqual([{ code: "other_tables", params: { count: 2, rows: 2 } }]);
    expect((await read(page, { sheet: 0 })).rows).toEqual([["Banco", "Informe"]]);
  });

  test("is reported as cut if it ends within its table", async () => {
    const whole = `<html><body>${table(header + row("1", "Ana", "5") + row("2", "Luis", "6"))}</body></html>`;
    expect((await read(whole)).notices).toEqual([]);
    for (let end = whole.indexOf("Cédula") + 6; end <= whole.indexOf("</table>"); end++) {
      expect((await read(whole.slice(0, end))).codes, whole.slice(0, end)).toEqual(["cut_table"]);
    }
    const { notices } = await read(whole.slice(0, whole.indexOf("</table>")));
    expect(notices).toEqual([{ code: "cut_table", params: { line: 3 } }]);
  });

  test("uses its declared encoding if the bytes leave it open", async () => {
    const bytesIn = (text: string, page: "windows-1252" | "macintosh") => {
      const letters = [...codePageTable(page)].map((unit) => String.fromCharCode(unit));
      return Uint8Array.from([...text].map((letter) => letters.indexOf(letter)));
    };
    for (const [declared, page] of [
      ["iso-8859-1", "windows-1252"],
      ["macintosh", "macintosh"],
    ] as const) {
      const meta = `<html><meta http-equiv="Content-Type" content="text/html; charset=${declared}">`;
      const html = meta + table(row("Id", "Nombre") + row("1", "Ángel"));
      expect((await read(bytesIn(html, page))).rows[1]?.[1], declared).toBe("Ángel");
    }
    const wrong = `<meta charset="iso-8859-1">${table(row("Id", "Nombre") + row("1", "Ángel"))}`;
    expect((await read(new TextEncoder().encode(wrong))).rows[1]?.[1]).toBe("Ángel");
  });

  test("keeps any text in any cell", async () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .map(
        (made) =>
          `a${made.replace(/[\s&\u0000-\u001f\u007f-\u00a0\ufeff\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\u1680]/g, "")}z`,
      );
    const escaped = (plain: string) =>
      plain.replace(/[<>&"]|[^\u0020-\u007e]/gu, (letter) => `&#${letter.codePointAt(0)};`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        async (cells) => {
          const { rows } = await read(table(cells.map((one) => row(...one.map(escaped))).join("\n")));
          expect(rows).toEqual(cells);
        },
      ),
      { numRuns: cases(60) },
    );
  });
});
