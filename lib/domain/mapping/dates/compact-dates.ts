import type { DateOrder } from "../../cleaning/dates/calendar.ts";
import { twoDigits } from "../columns/cell-forms.ts";
import type { Finding } from "../finding.ts";
import { DateEvidence } from "./date-evidence.ts";

const firstYear = 1950;
const lastYear = 2100;
/** About ten in a hundred amounts or numbers of six digits are a date in some order; of dates nearly all are. */
const compactShare = 0.8;

/** Bits for the forms of such dates, next to those of dates with separators: a year of four digits, and of two. */
const longForm = 64;
const shortForm = 128;

/**
 * Dates written without separators (150126, 15012026), also those that lost their first zero as a number.
 * Digits that could be one are counted in every column; they are dates only if nearly all cells are.
 */
export class CompactDates {
  private readonly evidence = new DateEvidence();
  private whole = 0;
  private cut = 0;
  private forms = 0;

  /** Adds a whole number of five to eight digits. */
  add(text: string, start: number, digits: number): void {
    const isShort = digits <= 6;
    // Nearly every other number fails here: seven or eight digits must end in a year of our time.
    const year = isShort
      ? twoDigits(text, start + digits - 2)
      : twoDigits(text, start + digits - 4) * 100 + twoDigits(text, start + digits - 2);
    if (!isShort && (year < firstYear || year > lastYear)) return;
    const isCut = digits % 2 === 1;
    const first = isCut ? text.charCodeAt(start) - 0x30 : twoDigits(text, start);
    const second = twoDigits(text, isCut ? start + 1 : start + 2);
    if (!this.evidence.addGroups(first, second, year, isShort)) return;
    this.forms |= isShort ? shortForm : longForm;
    if (isCut) this.cut++;
    else this.whole++;
  }

  /** How many of this many cells are such dates; 0 if they are something else that sometimes looks so. */
  countIn(filled: number): number {
    const count = this.whole + this.cut;
    // If the month comes first, three in four lose their zero.
    return this.whole * 4 >= this.cut && count > 0 && count >= filled * compactShare ? count : 0;
  }

  /** The bits of their forms; 0 if there are none. */
  get form(): number {
    return this.forms;
  }

  /** The one order under which some dates are after a day (days since 1970); null for neither or both. */
  orderAfter(day: number): "dmy" | "mdy" | null {
    return this.evidence.orderAfter(day);
  }

  decide(thisYear?: number): Finding<DateOrder> | null {
    return this.evidence.decide(thisYear);
  }
}
