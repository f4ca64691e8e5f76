import fc from "fast-check";
import { expect, test } from "vitest";
import { plainCents } from "#lib/domain/cleaning/amount.ts";
import { type DateOrder, dayNumber } from "#lib/domain/cleaning/dates/calendar.ts";
import { plainDay } from "#lib/domain/cleaning/dates/plain-date.ts";
import { cases } from "#tests/support/depth.ts";

/** Cents by a pattern; NaN for what has no plain form. */
function centsByPattern(text: string, mark: string): number {
  const group = mark === "," ? "\\." : ",";
  const pattern =
    mark === ""
      ? /^(?<whole>\d+)$/
      : new RegExp(`^(?<whole>\\d+|(?!0+${group})\\d{1,3}(?:${group}\\d{3})+)(?:\\${mark}(?<cents>\\d{1,2}))?$`);
  const { whole, cents = "" } = pattern.exec(text)?.groups ?? {};
  const digits = whole?.replace(/\D/g, "");
  if (digits === undefined || text.length > 19 || Number(digits) > 999_999_999_999) return Number.NaN;
  return Number(digits) * 100 + Number(cents.padEnd(2, "0"));
}

const marks = fc.constantFrom(",", ".", "");
const amounts = fc.oneof(
  fc.string({ unit: fc.constantFrom("0", "1", "9", ".", ",", "-", "\0", "٣"), maxLength: 20 }),
  fc
    .tuple(fc.nat(999), fc.array(fc.stringMatching(/^\d{2,3}$/), { maxLength: 5 }), fc.constantFrom(".", ",", ""))
    .chain(([first, groups, group]) =>
      fc.stringMatching(/^[.,]?\d{0,3}$/).map((end) => [first, ...groups].join(group) + end),
    ),
);

test("a plain amount is read as a pattern reads it", () => {
  let read = 0;
  fc.assert(
    fc.property(amounts, marks, (text, mark) => {
      const cents = plainCents(`7${text}7`, mark === "" ? 0 : mark.charCodeAt(0), 1, text.length + 1);
      expect(cents).toBe(centsByPattern(text, mark));
      if (!Number.isNaN(cents)) read++;
    }),
    { numRuns: cases(5_000) },
  );
  expect(read).toBeGreaterThan(cases(500));
});

/** Days since 1970 by a pattern; NaN for what has no plain form. */
function dayByPattern(text: string, order: DateOrder | undefined, isSwapped: boolean): number {
  const [, first = "", mark = "", second = "", last = ""] = /^(\d+)([-/. ])(\d\d?)\2(\d+)$/.exec(text) ?? [];
  if (mark === "") return Number.NaN;
  const sizes = `${first.length} ${last.length}`;
  const isYearFirst = /^4 [12]$/.test(sizes);
  if (!isYearFirst && (!/^[12] 4$/.test(sizes) || (order !== "dmy" && order !== "mdy"))) return Number.NaN;
  const [year, ...others] = isYearFirst ? [first, second, last] : [last, first, second];
  const isMonthFirst = isYearFirst ? !isSwapped : order === "mdy";
  const [month, day] = isMonthFirst ? others : others.toReversed();
  const iso = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  // Date.parse takes 31 February as 3 March.
  const isReal = Number(year) >= 1950 && Number(year) <= 2100 && isoOf(dayNumber(iso)) === iso;
  return isReal ? dayNumber(iso) : Number.NaN;
}

function isoOf(day: number): string {
  return Number.isNaN(day) ? "" : new Date(day * 86_400_000).toISOString().slice(0, 10);
}

const number = fc.integer({ min: 0, max: 13 }).map((value) => String(value).padStart(2, "0"));
const odd = fc.constantFrom("28", "29", "30", "31", "2", "1x", "٣1");
const group = fc.oneof({ weight: 4, arbitrary: number }, odd);
const likely = fc.integer({ min: 1945, max: 2105 }).map(String);
const year = fc.oneof({ weight: 4, arbitrary: likely }, fc.constantFrom("2024", "1900", "20x4", "24"));
const mark = fc.constantFrom("/", "/", "-", ".", " ", "x");
const otherMark = fc.constantFrom("", "", "", "/", "-");
const dates = fc
  .tuple(group, group, year, mark, fc.boolean(), otherMark)
  .map(([one, other, year, mark, isYearFirst, second]) =>
    (isYearFirst ? [year, mark, one, second || mark, other] : [one, mark, other, second || mark, year]).join(""),
  );

test("a plain day is read as a pattern reads it", () => {
  let read = 0;
  fc.assert(
    fc.property(dates, fc.constantFrom("dmy", "mdy", "ymd", undefined), fc.boolean(), (text, order, isSwapped) => {
      const day = plainDay(`7${text}7`, order, 1, text.length + 1, isSwapped);
      expect(day).toBe(dayByPattern(text, order, isSwapped));
      if (!Number.isNaN(day)) read++;
    }),
    { numRuns: cases(5_000) },
  );
  expect(read).toBeGreaterThan(cases(500));
});
