import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isChangedBySaving,
  isRescaled,
  isRoundedAmount,
  isSavedAmount,
  isThousandth,
} from "#lib/spreadsheet/report/saved-amount.ts";

describe("an amount that a program saved", () => {
  test.each([
    ["291.000", "291"],
    ["291.000", "291000"],
    ["1.234,50", "1234,5"],
    ["1,234.50", "1234.5"],
    ["1,234.50", "1,234.50"],
    ["$ 1.000.000", "1000000"],
    ["$ 291.000", "$291.00"],
    ["(1.234)", "-1234"],
    ["07042026", "7042026"],
    ["1234.5", "1234,5"],
    ["1.234,50", "1234.5"],
    ["291000", "291,000"],
    ["291000", "291.000"],
    ["291000", "$ 291.000,00"],
  ])("of %j may be %j", (original, now) => {
    expect(isSavedAmount(original, now, true)).toBe(true);
  });

  test.each([
    ["291.000", "292"],
    ["291.000", "2910"],
    ["291.000", "29.1"],
    ["1.234,50", "1234,6"],
    ["291000", "291"],
    ["1234", "01234"],
    ["1.000", "-1000"],
    ["abc", "1"],
  ])("of %j is not %j", (original, now) => {
    expect(isSavedAmount(original, now, true)).toBe(false);
  });

  test("in a number cell may have either mark", () => {
    expect(["291", "291000", "29100"].map((now) => isSavedAmount("291.000", now, false))).toEqual([true, true, false]);
  });

  test("is remembered only if some program changes it", () => {
    const changed = ["291000", "291.000", "1.234,50", "1,50", "007", "$ 500", "123456789012", "+5", "(5)"];
    const kept = ["291", "123.5", "123,5", "0", "-5", "Tarjeta", "", "14/05/2026", "2026-05-14", "12.5.6"];
    expect(changed.filter((text) => !isChangedBySaving(text, "text"))).toEqual([]);
    expect(kept.filter((text) => isChangedBySaving(text, "text"))).toEqual([]);
    expect([isChangedBySaving("12.5", "number"), isChangedBySaving("123", "number")]).toEqual([true, false]);
  });

  test("is a thousandth or a thousandfold, or not", () => {
    const pairs = [
      ["291000", "291"],
      ["291", "291000"],
      ["1.234.567", "1234,567"],
      ["291000", "292"],
      ["0", "0"],
      ["abc", "1"],
    ];
    expect(pairs.map(([original = "", now = ""]) => isThousandth(original, now))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test.each([
    ["1250000.5", "1.250.000"],
    ["1250000.5", "1250001"],
    ["3250000.25", "3,250,000"],
    ["1.234,50", "1235"],
    ["-1234,5", "(1.234)"],
  ])("of %j without its cents is %j", (original, now) => {
    expect([isRoundedAmount(original, now), isRoundedAmount(original, now.replace(/\d\D*$/, "9"))]).toEqual([
      true,
      false,
    ]);
  });

  test("without cents, with cents or thousands is not rounded", () => {
    const pairs = [
      ["1250000", "1250001"],
      ["3250000.25", "3250001"],
      ["1250000.55", "1250000.5"],
      ["12.345", "12"],
      ["1250000.5", "-1250000"],
    ];
    expect(pairs.filter(([original = "", now = ""]) => isRoundedAmount(original, now))).toEqual([]);
  });

  test.each([
    ["1250000.5", "12500005", true],
    ["3250000.25", "325000025", true],
    ["1.000.005,00", "100000500", true],
    ["1250000.5", "125000,05", true],
    ["2000000", "200000", true],
    ["1250000.5", "1250000,5", false],
    ["1250000.5", "12500006", false],
    ["1250000.5", "-12500005", false],
    ["0,00", "0", false],
    ["abc", "10", false],
  ])("of %j is the digits of %j with another mark: %j", (original, now, isIt) => {
    expect(isRescaled(original, now)).toBe(isIt);
  });

  test("is recognised however it was written and saved", () => {
    const amount = fc.record({
      cents: fc.nat(99_999_999_999),
      mark: fc.constantFrom(",", "."),
      isGrouped: fc.boolean(),
    });
    fc.assert(
      fc.property(amount, fc.constantFrom(",", "."), ({ cents, mark, isGrouped }, saver) => {
        const whole = String(Math.floor(cents / 100));
        const grouped = isGrouped ? whole.replace(/\B(?=(\d{3})+$)/g, mark === "," ? "." : ",") : whole;
        const fraction = String(cents % 100).padStart(2, "0");
        const text = `${grouped}${mark}${fraction}`;
        const now = String(cents / 100).replace(".", saver);
        expect(isSavedAmount(text, now, true)).toBe(true);
        expect(now === text || now.replace(saver, mark) === text || isChangedBySaving(text, "text")).toBe(true);
      }),
    );
  });
});
