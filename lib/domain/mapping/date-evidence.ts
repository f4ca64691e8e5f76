import type { DateOrder } from "../cleaning/date.ts";
import { decideDateOrder, type YearStand } from "./decide-reading.ts";
import type { Finding } from "./finding.ts";

/** What the dates of a column in digits prove of their order. */
export class DateEvidence {
  /** Cells only valid in one order, with the year first, or valid in both. */
  private dmyCells = 0;
  private mdyCells = 0;
  private ymdCells = 0;
  private undecidedDates = 0;
  /** Values seen in the first and the last group of dates with a year of two digits, a bit each (0 to 31; more: the year is last). */
  private shortFirsts = 0;
  private shortLasts = 0;
  private isYearLast = false;

  decide(): Finding<DateOrder> | null {
    return decideDateOrder(this.dmyCells, this.mdyCells, this.ymdCells, this.undecidedDates, this.yearStand());
  }

  /** Counts a date known to begin with its year. */
  addYearFirst(): void {
    this.ymdCells++;
  }

  /** Whether the text from `start` to `end` is three groups of digits that make a date in some order; counts what they prove. */
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
        // A time of day may follow behind a blank; anything else is no date.
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
    return this.countDate(first, second, third, firstLength, thirdLength);
  }

  private countDate(first: number, second: number, third: number, firstLength: number, thirdLength: number): boolean {
    if (firstLength === 4) {
      if (thirdLength > 2 || second > 12 || third > 31) return false;
      this.ymdCells++;
      return true;
    }
    if (firstLength > 2 || first > 31 || (thirdLength !== 4 && thirdLength !== 2)) return false;
    if (first === 0 || second === 0) return first === 0 && second === 0 && third === 0;
    if (first > 12 && second > 12) return false;
    if (thirdLength === 2) {
      if (third > 31) this.isYearLast = true;
      this.shortFirsts |= 1 << (first & 31);
      this.shortLasts |= 1 << (third & 31);
    }
    if (first > 12) this.dmyCells++;
    else if (second > 12) this.mdyCells++;
    else if (first !== second) this.undecidedDates++;
    return true;
  }

  /** Where two-digit years stand: days take many values, years few. */
  private yearStand(): YearStand {
    if (this.shortFirsts === 0 || this.isYearLast) return "last";
    return bitCount(this.shortFirsts) > bitCount(this.shortLasts) ? "likely_last" : "unclear";
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
