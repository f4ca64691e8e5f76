import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RowSplitter } from "#lib/spreadsheet/text/row-splitter.ts";

function split(text: string) {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const splitter = new RowSplitter(
    ";",
    1,
    (cells, line) => {
      if (cells.every((cell) => cell === "")) return;
      rows.push(cells);
      lines.push(line);
    },
    () => expect.unreachable("a text with quotes is split cell by cell"),
  );
  splitter.push(text, true);
  return { rows, lines, unbalanced: splitter.unbalanced };
}

const width = 7;
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, row) => Array.from({ length: width }, (__, column) => `r${row}c${column}`));

describe("two stray quotes", () => {
  test("never swallow the rows between them", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 6 }), fc.nat(width - 1), (from, further, column) => {
        const rows = rowsOf(16);
        const to = from + further;
        const first = rows[from];
        const last = rows[to];
        if (first === undefined || last === undefined) return;
        first[column] = `"${first[column]}`;
        last[column] = `${last[column]}"`;
        const found = split(rows.map((cells) => `${cells.join(";")}\n`).join(""));
        expect(found.rows).toEqual(rows);
        expect(found.lines).toEqual(rows.map((_, row) => row + 1));
        expect(found.unbalanced).toEqual({ rows: 1, firstLine: from + 1 });
      }),
    );
  });

  test("are found again in the rows that follow", () => {
    const rows = rowsOf(12);
    for (const [row, column] of [
      [1, 2],
      [6, 4],
    ] as const) {
      const [first, last] = [rows[row], rows[row + 2]];
      if (first === undefined || last === undefined) throw new Error("no such rows");
      first[column] = `"${first[column]}`;
      last[column] = `${last[column]}"`;
    }
    const found = split(rows.map((cells) => `${cells.join(";")}\n`).join(""));
    expect([found.rows, found.unbalanced]).toEqual([rows, { rows: 2, firstLine: 2 }]);
  });
});

test.each([
  ['a;b;c;"Calle 5\nApto 2";e;f', [["a", "b", "c", "Calle 5\nApto 2", "e", "f"]]],
  ['a;b;c;"Calle 5; Apto 2\nCali; Valle";e;f', [["a", "b", "c", "Calle 5; Apto 2\nCali; Valle", "e", "f"]]],
  ['100;";;;\n";;', [["100", ";;;\n", "", ""]]],
  ['a;"x;y;z;u;v";c;d', [["a", "x;y;z;u;v", "c", "d"]]],
])("a quoted cell with line breaks or a few delimiters stays whole: %j", (text, rows) => {
  expect(split(`${text}\n`)).toMatchObject({ rows, unbalanced: { rows: 0 } });
});
