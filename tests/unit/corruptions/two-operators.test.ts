import { isUtf8 } from "node:buffer";
import { expect, test } from "vitest";
import { corrupt } from "#tests/corruptions/corrupt.ts";
import { runCase } from "#tests/corruptions/corruption-case.ts";
import { operators } from "#tests/corruptions/operators/all-operators.ts";
import { columnOf, type Draft } from "#tests/corruptions/sheet/draft.ts";
import { drawPortfolio } from "#tests/corruptions/sheet/draw-portfolio.ts";
import { type Format, shapeAt } from "#tests/corruptions/sheet/shape.ts";
import { textLines, writeText } from "#tests/corruptions/write/write-text.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";

/** A draft after these operators were applied in order. */
function damaged(format: Format, number: number, ...names: readonly string[]): Draft {
  const draft = drawPortfolio({ ...shapeAt(3, number, [format]), dates: "dd/mm/yyyy", hasDates: false }, 3, number);
  for (const [place, name] of names.entries()) {
    const operator = operators.find((one) => one.name === name);
    if (operator?.at !== "table") throw new Error(name);
    operator.apply(draft, randomAt(3, number, 30 + place));
  }
  return draft;
}

const numbers = Array.from({ length: 40 }, (_, number) => number);
const writers = [
  "a version beside balances",
  "one debtor spelled two ways",
  "twins by leading zeros",
  "hidden rows",
  "summary beside",
];

test.each(writers)("a row that was cut stays cut: %s", (writer) => {
  for (const number of numbers) {
    const draft = damaged("csv", number, "row cut short", writer);
    const own = draft.lines.filter(({ origin }) => origin !== null);
    expect(own.filter(({ cells }) => cells.length < draft.columns.length).length).toBeGreaterThanOrEqual(1);
  }
});

test("a Windows-1252 line keeps the letters of UTF-8", () => {
  const operator = operators.find(({ name }) => name === "two encodings in one file");
  if (operator?.at !== "bytes") throw new Error("gone");
  for (const number of numbers.slice(0, 10)) {
    // As letters of a Mac become: signs that Windows-1252 has and Latin-1 lacks.
    const draft = drawPortfolio({ ...shapeAt(3, number, ["csv"]), encoding: "utf-8" }, 3, number);
    const text = (line: string) => line.replace(/[áéíóú]/g, "Ž");
    const file = writeText(textLines(draft).map(text), draft.shape);
    const { bytes } = operator.apply(file, draft, randomAt(3, number, 30)) ?? { bytes: Buffer.alloc(0) };
    const read = bytes
      .toString("latin1")
      .split(/\r?\n/)
      .map((line) => {
        const own = Buffer.from(line, "latin1");
        return isUtf8(own) ? own.toString("utf8") : new TextDecoder("windows-1252").decode(own);
      });
    expect(read.slice(0, -1)).toEqual(textLines(draft).map(text));
  }
});

test("lines stay within a file whose beginning is lost", async () => {
  const lost = operators.filter(({ name }) => name === "first bytes lost");
  for (const number of numbers.slice(0, 10)) {
    const shape = { ...shapeAt(3, number, ["csv"]), encoding: "utf-8" } as const;
    const { written, applied } = await corrupt(drawPortfolio(shape, 3, number), {
      seed: 3,
      number,
      shape,
      operators: lost,
    });
    expect(applied).toEqual(lost);
    expect(written.places.filter(({ start, end }) => start < 0 || end < start)).toEqual([]);
  }
});

test.each(["debtor on its first row only", "merged over obligations"])(
  "a debtor's values are written once and not lost: %s",
  (name) => {
    for (const number of numbers) {
      const said = (...names: readonly string[]) => {
        const draft = damaged("xlsx", number, ...names);
        const column = columnOf(draft, "debtor.Address") ?? -1;
        return draft.lines.flatMap(({ origin, cells }) =>
          origin !== null && cells[column]?.is === "text" ? [draft.truth[origin]?.debtor.identification] : [],
        );
      };
      const before = new Set(said("optional cell emptied"));
      expect(new Set(said("optional cell emptied", name))).toEqual(before);
    }
  },
);

test.each(["month starts", "days up to twelve", "two-digit years"])(
  "a column has one spelling, also in hidden rows: %s",
  (name) => {
    for (const number of numbers) {
      const { lines, columns, ...draft } = damaged("xlsx", number, "hidden rows", name);
      const kinds = ["obligation.expiring_date", "obligation.last_pay_date"].map((field) => {
        const column = columnOf({ lines, columns, ...draft }, field) ?? -1;
        return new Set(
          lines.flatMap(({ cells }) => cells[column]?.is ?? []).filter((is) => is === "date" || is === "text"),
        );
      });
      // Only cells of dates and texts count; the header is a text.
      expect(kinds.filter((is) => is.size === 1).length).toBeGreaterThanOrEqual(1);
    }
  },
);

test.each([
  // A debtor's address is in one cell: emptied there, it is gone from all of its rows.
  ["merged over obligations", "optional cell emptied", 55, 126],
  ["debtor on its first row only", "optional cell emptied", 55, 106],
  // A merged area ends with the rows that are left of it.
  ["merged over obligations", "rows missing", 55, 127],
  // The row of the obligation's other debtor is gone.
  ["obligation of two debtors", "rows missing", 9609, 774],
  // The product is in another column in the second block.
  ["stray quote", "second block in another order", 770_003, 5111],
  // All days beyond the 12th are among the shifted rows.
  ["days swapped by Excel", "rows shifted from here", 770_003, 7545],
])("two operators together leave nothing silent: %s, %s", async (first, second, seed, number) => {
  const both = [first, second].flatMap((name) => operators.filter((one) => one.name === name));
  const shared = both[0]?.formats.filter((format) => both[1]?.formats.includes(format));
  const { judgement, applied } = await runCase({ seed, number, shape: shapeAt(seed, number, shared), operators: both });
  expect(applied.length).toBeGreaterThanOrEqual(1);
  expect(judgement.silent).toEqual([]);
});
