import { describe, expect, test } from "vitest";
import { isSavedForm } from "#lib/spreadsheet/report/saved-form.ts";

describe("what a program saved", () => {
  test.each([
    ["03800063", "3800063"],
    ["0001200057", "1200057"],
    ["0001200057", " 1200057 "],
    ["03800063", "3.800.063"],
    ["03800063", "3,800,063.00"],
    ["1200057123", "1,2E+09"],
    ["1200057123", "1,20006E+09"],
    ["0001200057123", "1.200057123e9"],
    ["9999999999", "1E+10"],
    ["100000000000", "1E+11"],
    ["1030405060", "1030405060.0"],
    ["1.030.405", "1030405"],
    ["+573001234567", "573001234567"],
    ["12345678901234567", "12345678901234500"],
    ["12 345", "12345"],
  ])("of %j may be %j", (original, now) => {
    expect(isSavedForm(original, now, true)).toBe(true);
  });

  test.each([
    ["03800063", "3800064"],
    ["03800063", "380063"],
    ["3800063", "03800063"],
    ["1200057123", "1,3E+09"],
    ["1200057123", "1,2E+10"],
    ["1200057123", "1,20005E+09"],
    ["12345678901234567", "12345678901234568"],
    ["CE-123", "CE123"],
    ["03800063", ""],
    ["1-2", "1-feb"],
  ])("of %j is not %j", (original, now) => {
    expect(isSavedForm(original, now, true)).toBe(false);
  });

  test("in a number cell is the nearest double", () => {
    expect(isSavedForm("15381703609039891", "15381703609039892", false)).toBe(true);
    expect(isSavedForm("0012", "12", false)).toBe(true);
  });
});
