import { expect, test } from "vitest";
import { clockText, weekdayName, weekdaysText } from "#lib/i18n/weekdays.ts";

test("three weekdays in a row are a range", () => {
  expect(weekdaysText("es-CO", [1, 2, 3, 4, 5])).toBe("lun–vie");
  expect(weekdaysText("es-CO", [1, 2, 5, 6, 7])).toBe("lun, mar, vie–dom");
  expect(weekdaysText("en-US", [1, 3, 5])).toBe("Mon, Wed, Fri");
  expect(weekdaysText("en-US", [])).toBe("");
});

test("the first weekday is Monday in every language", () => {
  expect(["es-CO", "en-US", "pt-BR"].map((locale) => weekdayName(locale, 1, "long"))).toEqual([
    "lunes",
    "Monday",
    "segunda-feira",
  ]);
});

test("a minute of the day reads as on a clock", () => {
  expect([0, 450, 1_439].map(clockText)).toEqual(["00:00", "07:30", "23:59"]);
});
