import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guarded, isFormulaLike, unguarded } from "#lib/spreadsheet/report/formula-guard.ts";

describe("formula guard", () => {
  test.each([
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋A1",
    "－A1",
    "＠A1",
    '=HYPERLINK("http://x","y")',
    "+A1",
    "-A1",
    "+1+1",
    "-1*2",
    "+57-300-123-4570",
    "+57 (1) 601-2345",
    "+1-2",
    "-5+3",
  ])("%j gets an apostrophe", (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });

  test.each([
    "+573001234567",
    "+57 300 123 4567",
    "+57 (1) 601 2345",
    "-5",
    "-1.234.567,89",
    "-$ 1.234",
    "+1,5",
    "1234",
    "",
    "Peña",
    "a=b",
    "a@b.co",
  ])("%j stays as it is", (text) => {
    expect(guarded(text)).toBe(text);
  });

  test.each(
    [
      ["1-2", "3/4", "1/2/2026", "1.2.2026", "1 3/4", "1E5", "1e-3", "12,5E+3", "ene-2026", "1-feb", "MAR 21", "10:30"],
      ["(123)", "TRUE", "Verdadero", "5,50", "1.000", " 1-2 "],
    ].flat(),
  )("%j gets one in a word, not in an amount or date", (text) => {
    expect([guarded(text, true), guarded(text)]).toEqual([`'${text}`, text]);
  });

  test.each(["Marta 5", "CE-123456", "C1", "10 A", "1234567", "0012", "María", "3001234567", "1,5"])(
    "%j stays as it is in a word",
    (text) => {
      expect(guarded(text, true)).toBe(text);
    },
  );

  test("removing the guard restores any text", () => {
    const units = [
      "'",
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      " ",
      "1",
      "0",
      "A",
      "E",
      "ñ",
      "＝",
      "/",
      ":",
      ",",
      "(",
      ")",
      "TRUE",
    ];
    const text = fc.string({ unit: fc.constantFrom(...units), maxLength: 6 });
    fc.assert(
      fc.property(text, fc.boolean(), (original, isWord) => {
        expect(unguarded(guarded(original, isWord))).toBe(original);
      }),
      { numRuns: 2_000 },
    );
  });

  test("no guarded text looks like a formula", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (original) => {
        expect(isFormulaLike(guarded(original))).toBe(false);
      }),
    );
  });
});
