import { markCode, maxPlainCents, plainCents, unitFactor } from "../cleaning/amount.ts";
import { isPlainCode } from "../cleaning/code.ts";
import { isDatedSwapped } from "../cleaning/dates/date.ts";
import { plainDays } from "../cleaning/dates/days.ts";
import { plainDay } from "../cleaning/dates/plain-date.ts";
import { isPlainEmail } from "../cleaning/email.ts";
import { isPlainIdentification } from "../cleaning/identification.ts";
import { isPlainColombian } from "../cleaning/telephone.ts";
import { isOfWords, isPlainText, isPlainWords, mayBeFigure } from "../cleaning/text.ts";
import { excelDigits, groupedNumber } from "../cleaning/whole-digits.ts";
import type { Field } from "../fields/field.ts";
import type { CellReading } from "../mapping/mapping.ts";

/**
 * Looks at the cell that stands from `start` to `end` in a text. A number says that its cleaner answers a value and reports nothing: cents of an
 * amount, days since 1970-01-01 of a date, days; 0 of anything else. NaN says that the cleaner has to be asked. Two cells that are
 * glanced over and have the same text have the same value.
 */
export type CellGlance = (text: string, start: number, end: number) => number;

/** Glances by the kind of cell, as its letter's code; null where the cleaner is always asked. */
export interface CellGlances {
  readonly text: CellGlance | null;
  readonly number: CellGlance | null;
  readonly date: CellGlance | null;
}

function where(isPlain: (text: string, start: number, end: number) => boolean): CellGlance {
  return (text, start, end) => (isPlain(text, start, end) ? 0 : Number.NaN);
}

/** Dots and commas between groups of three are taken away, and nothing is said of it. */
function isReadableIdentification(text: string, start: number, end: number): boolean {
  return isPlainIdentification(text, start, end) || groupedNumber(text, start, end) > 0;
}

/**
 * Cents without a zero in front of other digits. Of 012.345 only the cleaner of amounts as written makes 12345; under a unit, in a
 * number cell or in a field of numbers it is malformed.
 */
function unpaddedCents(text: string, mark: number, start: number, end: number): number {
  const isPadded = text.charCodeAt(start) === 0x30 && end - start > 1 && text.charCodeAt(start + 1) !== mark;
  return isPadded ? Number.NaN : plainCents(text, mark, start, end);
}

/** A number that ends with a mark (12.) is no figure, but a bare number. */
function isPlainAddress(text: string, start: number, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  const isMarked = text.charCodeAt(start) <= 0x39 && (last === 0x2e || last === 0x2c);
  return !isMarked && !mayBeFigure(text, start, end) && isPlainText(text, start, end);
}

const never: CellGlances = { text: null, number: null, date: null };

/** What the cleaner of a field would answer of the cells that a file is full of, told without making a text of them. */
export function glancesOf(field: Field, reading: CellReading, country: string): CellGlances {
  switch (field.kind) {
    case "identification":
      return {
        ...never,
        text: where(field.level === "debtor" ? isReadableIdentification : isPlainCode),
        number: where((text, start, end) => end - start <= excelDigits && isPlainIdentification(text, start, end)),
      };
    case "text": {
      const isAddress = field.id === "debtor.Address";
      const glance = where(isOfWords(field) ? isPlainWords : isAddress ? isPlainAddress : isPlainText);
      // Among words a number is told, and one whose format names a currency begins with a letter: USD 1234.5.
      return { text: glance, number: isOfWords(field) ? null : glance, date: glance };
    }
    case "email":
      return { ...never, text: where(isPlainEmail) };
    case "telephone": {
      const glance = country === "CO" ? where(isPlainColombian) : null;
      return { ...never, text: glance, number: glance };
    }
    case "amount": {
      const mark = markCode(reading.decimalMark);
      const dot = markCode(".");
      const factor = unitFactor(reading.amountUnit);
      const { hasStrayNumbers = false } = reading;
      // Where it is no longer exact, or has too many digits, the cleaner has to be asked.
      const inUnits = (cents: number): number => (cents * factor <= maxPlainCents ? cents * factor : Number.NaN);
      if (factor > 1) {
        return {
          ...never,
          text: hasStrayNumbers ? null : (text, start, end) => inUnits(unpaddedCents(text, mark, start, end)),
          number: (text, start, end) => inUnits(unpaddedCents(text, dot, start, end)),
        };
      }
      return {
        ...never,
        text: hasStrayNumbers
          ? (text, start, end) => (end - start === 8 ? Number.NaN : plainCents(text, mark, start, end))
          : (text, start, end) => plainCents(text, mark, start, end),
        number: (text, start, end) => unpaddedCents(text, dot, start, end),
      };
    }
    case "date": {
      const order = reading.dateOrder;
      const isTextSwapped = isDatedSwapped(reading.datedCells, true);
      const isDateSwapped = isDatedSwapped(reading.datedCells, false);
      return {
        ...never,
        text:
          reading.hasBothOrders === true
            ? null
            : (text, start, end) => plainDay(text, order, start, end, isTextSwapped),
        date: (text, start, end) => plainDay(text, "ymd", start, end, isDateSwapped),
      };
    }
    case "days":
      return { ...never, text: plainDays, number: plainDays };
    case "number": {
      const mark = markCode(reading.decimalMark);
      const dot = markCode(".");
      return {
        ...never,
        text: where((text, start, end) => !Number.isNaN(unpaddedCents(text, mark, start, end))),
        number: where((text, start, end) => !Number.isNaN(unpaddedCents(text, dot, start, end))),
      };
    }
    case "list": {
      const allowed = new Set(field.allowedValues);
      const glance = where((text, start, end) => allowed.has(text.slice(start, end)));
      return { text: glance, number: glance, date: glance };
    }
  }
}
