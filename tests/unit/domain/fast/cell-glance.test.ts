import fc from "fast-check";
import { expect, test } from "vitest";
import { centsOf } from "#lib/domain/cleaning/amount.ts";
import { cleanerOf } from "#lib/domain/cleaning/cleaner-of.ts";
import { dayNumber } from "#lib/domain/cleaning/dates/calendar.ts";
import { glancesOf } from "#lib/domain/fast/cell-glance.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { cellReadingSchema } from "#lib/domain/mapping/cell-reading.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import { cases } from "#tests/support/depth.ts";
import { messyCells, messyFields } from "#tests/support/messy-cells.ts";

/** Values of all fields, since a shifted row has an amount among names. */
const pooled = fc.constantFrom(...new Set(Object.values(messyCells).flat()));

const two = (value: number): string => String(value).padStart(2, "0");

/** Days from the 1st to the 31st, written in every order; some have the month 13, which does not exist. */
const date = fc
  .record({
    year: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 2000, max: 2040 }) }, fc.constantFrom(1901, 25, 0)),
    month: fc.integer({ min: 1, max: 13 }),
    day: fc.integer({ min: 1, max: 31 }),
    mark: fc.constantFrom("-", "/", ".", " ", ""),
    isPadded: fc.boolean(),
    order: fc.constantFrom("ymd", "dmy", "mdy"),
  })
  .map(({ year, month, day, mark, isPadded, order }) => {
    const parts = { y: String(year), m: isPadded ? two(month) : String(month), d: isPadded ? two(day) : String(day) };
    return [...order].map((part) => parts[part as keyof typeof parts]).join(mark);
  });

/** Digits with marks in right and wrong places, and with what a workbook or a person writes around an amount. */
const amount = fc
  .record({
    whole: fc.nat(99_999_999),
    group: fc.constantFrom("", "", ".", ","),
    end: fc.constantFrom("", "", ",5", ".5", ",05", ".05", ".005", ",005", "."),
    before: fc.constantFrom("", "", "", "$ ", "USD ", "COP ", "-", "0", "("),
    behind: fc.constantFrom("", "", "", " COP", " EUR", "%", ")", " "),
  })
  .map(({ whole, group, end, before, behind }) => {
    const digits = group === "" ? String(whole) : String(whole).replaceAll(/\B(?=(?:\d{3})+$)/g, group);
    return `${before}${digits}${end}${behind}`;
  });

const reading = fc
  .record({
    decimalMark: fc.constantFrom(",", ".", undefined),
    amountUnit: fc.constantFrom("written", "thousands", "millions", "hundredths", undefined),
    dateOrder: fc.constantFrom("dmy", "mdy", "ymd", undefined),
    datedCells: fc.constantFrom("kept", "swapped", "swapped_texts", undefined),
    dayCount: fc.constantFrom("1900", "1904", undefined),
    isFrom1904: fc.constantFrom(true, undefined),
    hasCompactDates: fc.constantFrom(true, undefined),
    hasBothOrders: fc.constantFrom(true, undefined),
    hasStrayNumbers: fc.constantFrom(true, undefined),
  })
  .map((said) => cellReadingSchema.parse(said));

/** The number that a glance has to return for a value; null if it is not checked. */
function numberOf({ kind, dateFormat }: Field, value: string): number | null {
  if (kind === "amount") return centsOf(value);
  if (kind === "days") return Number(value);
  if (kind !== "date") return 0;
  return dateFormat === "YYYY-MM-DD" ? dayNumber(value) : null;
}

test("a glance agrees with the cleaner or doubts", () => {
  const glanced = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...messyFields),
      reading,
      fc.constantFrom<CellKind>("text", "text", "number", "date"),
      fc.array(fc.oneof(pooled, date, amount), { minLength: 20, maxLength: 20 }),
      fc.constantFrom("CO", "BR"),
      fc.constantFrom("COP", "USD", undefined),
      (field, reading, kind, texts, country, currency) => {
        const clean = cleanerOf(field, reading, country, currency);
        const glances = glancesOf(field, reading, country);
        const glance = kind === "text" ? glances.text : kind === "number" ? glances.number : glances.date;
        for (const text of texts) {
          const number = text === "" ? Number.NaN : (glance?.(`;${text};`, 1, 1 + text.length) ?? Number.NaN);
          if (Number.isNaN(number)) continue;
          const issues: string[] = [];
          const value = clean(text, kind, (code) => issues.push(code));
          expect({ text, issues, isEmpty: value === "" }).toEqual({ text, issues: [], isEmpty: false });
          expect(number).toBe(numberOf(field, value) ?? number);
          glanced.add(`${field.kind} ${kind}`);
        }
      },
    ),
    { numRuns: cases(6_000) },
  );
  const kinds = new Set(messyFields.map((field) => `${field.kind} text`));
  expect([...kinds, "amount number", "date date"].filter((name) => !glanced.has(name))).toEqual([]);
});
