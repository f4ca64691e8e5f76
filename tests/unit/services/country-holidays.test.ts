import { beforeAll, describe, expect, test } from "vitest";
import { countryHolidays } from "#lib/services/portfolios/country-holidays.ts";

let isHoliday: (country: string, day: string) => boolean;
beforeAll(async () => {
  isHoliday = await countryHolidays();
});

const holidaysOf = (country: string, days: readonly string[]) => days.filter((day) => isHoliday(country, day));

describe("holidays of Colombia", () => {
  // Epiphany, Saint Joseph, Ascension, Corpus Christi, Sacred Heart, Peter and Paul, Assumption, 12 October, All
  // Saints and Cartagena are kept on the Monday after (Ley Emiliani).
  const moved = {
    2025: "01-06 03-24 06-02 06-23 06-30 08-18 10-13 11-03 11-17",
    2026: "01-12 03-23 05-18 06-08 06-15 06-29 08-17 10-12 11-02 11-16",
    2027: "01-11 03-22 05-10 05-31 06-07 07-05 08-16 10-18 11-01 11-15",
  };
  const easter = { 2025: "04-17 04-18", 2026: "04-02 04-03", 2027: "03-25 03-26" };
  const fixed = "01-01 05-01 07-20 08-07 12-08 12-25";

  test.each([2025, 2026, 2027] as const)("of %d are known, the moved ones too", (year) => {
    const days = `${moved[year]} ${easter[year]} ${fixed}`.split(" ").map((day) => `${year}-${day}`);
    expect(holidaysOf("CO", days)).toEqual(days);
  });

  test("are not kept on the day they are moved from", () => {
    expect(
      holidaysOf("CO", ["2026-01-06", "2026-03-19", "2026-06-30", "2026-08-15", "2026-11-01", "2026-11-11"]),
    ).toEqual([]);
    expect(holidaysOf("CO", ["2026-11-26", "2026-11-27"])).toEqual([]);
  });
});

test("other countries have their own holidays", () => {
  expect(holidaysOf("BR", ["2026-09-07", "2026-11-20", "2026-11-16"])).toEqual(["2026-09-07", "2026-11-20"]);
  expect(holidaysOf("MX", ["2026-09-16", "2026-11-16", "2026-11-02"])).toEqual(["2026-09-16", "2026-11-16"]);
  expect(holidaysOf("PE", ["2026-07-28", "2026-07-29", "2026-07-20"])).toEqual(["2026-07-28", "2026-07-29"]);
});

test("a country that is not known has none", () => {
  expect(holidaysOf("ZZ", ["2026-01-01", "2026-12-25"])).toEqual([]);
});
