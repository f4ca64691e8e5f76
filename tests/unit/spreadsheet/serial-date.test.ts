import { describe, expect, test } from "vitest";
import { isoOfSerial } from "#lib/spreadsheet/workbook/serial-date.ts";

describe("a serial number", () => {
  test.each([
    [1, false, "1900-01-01"],
    [59, false, "1900-02-28"],
    [61, false, "1900-03-01"],
    [45_000.5, false, "2023-03-15T12:00:00"],
    [2_958_465, false, "9999-12-31"],
    [2_958_465.5, false, "9999-12-31T12:00:00"],
    [0, true, "1904-01-01"],
    [2_957_003, true, "9999-12-31"],
  ])("%d (1904: %s) is %s", (serial, is1904, iso) => {
    expect(isoOfSerial(serial, is1904)).toBe(iso);
  });

  test.each([
    [0, false],
    [-1, true],
    [2_958_466, false],
    [2_958_465.999_999_9, false],
    [2_957_004, true],
    [Number.NaN, false],
  ])("%d (1904: %s) is no day", (serial, is1904) => {
    expect(isoOfSerial(serial, is1904)).toBeNull();
  });
});
