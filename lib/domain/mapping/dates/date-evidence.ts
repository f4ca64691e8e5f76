import { type DateOrder, isDay } from "../../cleaning/dates/calendar.ts";
import type { DatedCells } from "../cell-reading.ts";
import type { Finding } from "../finding.ts";
import { type DateCounts, decideDateOrder } from "./decide-date-order.ts";
import { decideDatedCells } from "./decide-dated-cells.ts";
import { LatestDays } from "./latest-days.ts";
import { ShortYears } from "./short-years.ts";

/** Bits for forms of dates: the separator, and the digits of the year behind it. One program writes one form. */
const longYear = 16;
const shortYear = 32;

/** Whether all dates of a form have separators and years of four digits, as nearly all have. */
export function hasLongYears(form: number): boolean {
  return form < shortYear;
}

function separatorBit(code: number): number {
  return code === 0x2f ? 1 : code === 0x2d ? 2 : code === 0x2e ? 4 : 8;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 0x30) * 10 + text.charCodeAt(at + 1) - 0x30;
}

/** Whether the month has this day in some year. */
function isSomeDay(month: number, day: number): boolean {
  return day < 29 || isDay(2000, month, day);
}

/** What a column's dates prove about their order. */
export class DateEvidence {
  private readonly counts: DateCounts = { dmy: 0, mdy: 0, open: 0, yearFirst: 0, yearLast: 0, short: 0 };
  private readonly shortYears = new ShortYears();
  /** Years of the dates with a month's name. */
  private readonly namedYears = new ShortYears();
  private readonly latest = new LatestDays();
  private named = 0;
  private forms = 0;
  /**
   * Cells that are dates whatever the order (a workbook's dates, texts with the year first), and those of
   * them up to the 12th.
   */
  private dated = 0;
  private datedLow = 0;
  /** The first of them, or rather the first that is another day if day and month are swapped. */
  private datedSample = "";
  private isSampleTelling = false;
  /** Texts whose day and month are the same number: neither decided nor open. */
  private twins = 0;

  /** `thisYear`: two digits, if it is known. */
  decide(thisYear?: number): Finding<DateOrder> | null {
    return decideDateOrder(this.counts, this.shortYears.stand(thisYear)) ?? this.decideNamed();
  }

  decideDated(): Finding<DatedCells> | null {
    const { dmy, mdy, open } = this.counts;
    return decideDatedCells({
      deciding: dmy + mdy,
      low: open + this.twins,
      dated: this.dated,
      datedLow: this.datedLow,
      sample: this.datedSample,
      areTexts: this.counts.yearFirst > 0,
    });
  }

  /** The order that texts with a day beyond the 12th prove; null if there are none or they disagree. */
  get provenDay(): "dmy" | "mdy" | null {
    const { dmy, mdy } = this.counts;
    if (dmy > 0 && mdy > 0) return null;
    return dmy > 0 ? "dmy" : mdy > 0 ? "mdy" : null;
  }

  /** The one order under which some dates are after a day (days since 1970); null for neither or both. */
  orderAfter(day: number): "dmy" | "mdy" | null {
    return this.latest.orderAfter(day);
  }

  /** The bits of the forms of dates whose order matters; 0 if there are none. */
  get form(): number {
    return this.forms;
  }

  /** Counts a workbook's date cell, or a text that begins like one. */
  addDated(text: string, start: number): void {
    this.addDay(twoDigits(text, start + 5), twoDigits(text, start + 8), text, start, start + 10);
  }

  /** Counts a timestamp, which begins with its year. */
  addYearFirst(text: string, start: number): void {
    this.counts.yearFirst++;
    this.addDated(text, start);
  }

  /** Counts 31-jul-24. Years of four digits leave no question, so they are not counted. */
  addNamed(first: number, last: number, month: number): void {
    this.named++;
    this.namedYears.add(first, month, last);
  }

  /**
   * Whether the text from `start` to `end` is three groups of digits that make a date in some order. Counts
   * what they prove.
   */
  add(text: string, start: number, end: number): boolean {
    let group = 0;
    let first = 0;
    let second = 0;
    let third = 0;
    let firstLength = 0;
    let thirdLength = 0;
    let length = 0;
    let separator = -1;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x30 && code <= 0x39) {
        const digit = code - 0x30;
        length++;
        if (group === 0) {
          first = first * 10 + digit;
          firstLength = length;
        } else if (group === 1) second = second * 10 + digit;
        else {
          third = third * 10 + digit;
          thirdLength = length;
        }
        if (length > 4) return false;
        continue;
      }
      if (length === 0) return false;
      if (group === 2) {
        // A time of day may follow after a blank; anything else is no date.
        if (code !== 0x20) return false;
        break;
      }
      if (code === 0x3a || code === 0x20 || (separator !== -1 && code !== separator)) return false;
      if (group === 1 && length > 2) return false;
      separator = code;
      group++;
      length = 0;
    }
    if (group !== 2 || second > 31) return false;
    if (firstLength === 4) {
      if (thirdLength > 2 || second > 12 || third > 31) return false;
      this.counts.yearFirst++;
      if (isSomeDay(second, third)) this.addDay(second, third, text, start, end);
      return true;
    }
    if (firstLength > 2 || (thirdLength !== 4 && thirdLength !== 2)) return false;
    if (first === 0 && second === 0) return third === 0;
    const isShort = thirdLength === 2;
    if (!this.addGroups(first, second, third, isShort)) return false;
    this.forms |= separatorBit(separator) | (isShort ? shortYear : longYear);
    return true;
  }

  /** Counts three groups of digits; false if they are no date in any order. */
  addGroups(first: number, second: number, last: number, isShort: boolean): boolean {
    const { counts } = this;
    if (isShort) {
      // A year that stands first may be any number; a day is 1 to 31.
      const isYearFirst = second > 0 && second <= 12 && last > 0 && last <= 31;
      const isYearLast = first > 0 && first <= 31 && second > 0 && (first <= 12 || second <= 12);
      if (!isYearFirst && !isYearLast) return false;
      counts.short++;
      this.shortYears.add(first, second, last);
      if (!isYearLast) return true;
    } else {
      if (first === 0 || first > 31 || second === 0 || (first > 12 && second > 12)) return false;
      counts.yearLast++;
    }
    this.latest.add(first, second, last, isShort);
    // 06/31/2025 is no day in either order, so it proves neither.
    if (first > 12) counts.dmy += isSomeDay(second, first) ? 1 : 0;
    else if (second > 12) counts.mdy += isSomeDay(first, second) ? 1 : 0;
    else if (first !== second) counts.open++;
    else this.twins++;
    return true;
  }

  private addDay(month: number, day: number, text: string, start: number, end: number): void {
    const isTelling = day <= 12 && day !== month;
    if (this.dated === 0 || (isTelling && !this.isSampleTelling)) {
      this.datedSample = text.slice(start, end);
      this.isSampleTelling = isTelling;
    }
    this.dated++;
    if (day <= 12) this.datedLow++;
  }

  /** With a month's name the day comes first, unless the last group looks more like one. */
  private decideNamed(): Finding<DateOrder> | null {
    const year = this.namedYears.stand();
    const isDoubtful = year.at === "first" || (year.at === "unclear" && year.isLikelierFirst);
    if (!isDoubtful) return null;
    const params = { cells: this.named };
    return { value: "ymd", certainty: "ambiguous", evidence: "date_year_unclear", params, alternatives: ["dmy"] };
  }
}
