import { centsInUnit, markCode, plainCents } from "../cleaning/amount.ts";
import { isPlainCode } from "../cleaning/code.ts";
import { isDatedSwapped } from "../cleaning/dates/date.ts";
import { plainDays } from "../cleaning/dates/days.ts";
import { plainDay } from "../cleaning/dates/plain-date.ts";
import { isPlainEmail } from "../cleaning/email.ts";
import { isPlainColombian } from "../cleaning/telephone.ts";
import { isOfWords, isPlainText, isPlainWords, mayBeFigure } from "../cleaning/text.ts";
import { excelDigits, groupedNumber } from "../cleaning/whole-digits.ts";
import type { Field } from "../fields/field.ts";
import type { CellReading } from "../mapping/cell-reading.ts";
import { isPlainIdentification } from "../person/identification.ts";

/**
 * Glances at the cell from `start` to `end` of a text (decision 19). A number means that the field's cleaner
 * returns a value and reports nothing: the number is cents for an amount, days since 1970-01-01 for a date,
 * the days of a field of days, and 0 for any other field. NaN means that the cleaner has to read the cell.
 * Plain cells with the same text have the same value.
 */
export type CellGlance = (text: string, start: number, end: number) => number;

/** Glances by the kind of cell; null if the cleaner always reads that kind. */
export interface CellGlances {
  readonly text: CellGlance | null;
  readonly number: CellGlance | null;
  readonly date: CellGlance | null;
}

function where(isPlain: (text: string, start: number, end: number) => boolean): CellGlance {
  return (text, start, end) => (isPlain(text, start, end) ? 0 : Number.NaN);
}

/** The cleaner removes dots and commas between groups of three without an issue, so such a cell is plain. */
function isReadableIdentification(text: string, start: number, end: number): boolean {
  return isPlainIdentification(text, start, end) || groupedNumber(text, start, end) > 0;
}

/**
 * As `plainCents`, but NaN for a zero in front of other digits. The cleaner reads 012.345 as 12345 only for
 * amounts as written; under a unit, in a number cell or in a number field it is malformed.
 */
function unpaddedCents(text: string, mark: number, start: number, end: number): number {
  const isPadded = text.charCodeAt(start) === 0x30 && end - start > 1 && text.charCodeAt(start + 1) !== mark;
  return isPadded ? Number.NaN : plainCents(text, mark, start, end);
}

/**
 * As `plainCents`, with zeros in front of digits without marks: amounts in hundredths come from fixed fields,
 * 000000012345678.
 */
function paddedCents(text: string, mark: number, start: number, end: number): number {
  return plainCents(text, text.charCodeAt(start) === 0x30 ? 0 : mark, start, end);
}

/**
 * A plain address. A number that ends with a mark (12.) passes `mayBeFigure`, but the cleaner may report it
 * as a bare number.
 */
function isPlainAddress(text: string, start: number, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  const isMarked = text.charCodeAt(start) <= 0x39 && (last === 0x2e || last === 0x2c);
  return !isMarked && !mayBeFigure(text, start, end) && isPlainText(text, start, end);
}

const never: CellGlances = { text: null, number: null, date: null };

/**
 * The glances of a field: for the cells that files are full of, what its cleaner would return, without making
 * a string.
 */
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
      // A number cell among words gets a warning, and with a currency in its format it begins with a letter:
      // USD 1234.5.
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
      const { amountUnit = "written", hasStrayNumbers = false } = reading;
      if (amountUnit !== "written") {
        const inUnits = centsInUnit(amountUnit);
        const centsOf = amountUnit === "hundredths" ? paddedCents : unpaddedCents;
        return {
          ...never,
          text: hasStrayNumbers ? null : (text, start, end) => inUnits(centsOf(text, mark, start, end)),
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
