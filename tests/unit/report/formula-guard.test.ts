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
  ])("%j gets an apostrophe", (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });

  test.each([
    "+573001234567",
    "+57 300 123 4567",
    "+57 (1) 601-2345",
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

  test("what was guarded comes back whatever it was", () => {
    const text = fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", " ", "1", "A", "ñ", "＝") });
    fc.assert(
      fc.property(text, (original) => {
        expect(unguarded(guarded(original))).toBe(original);
      }),
    );
  });

  test("nothing guarded is formula-like", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (original) => {
        expect(isFormulaLike(guarded(original))).toBe(false);
      }),
    );
  });
});
