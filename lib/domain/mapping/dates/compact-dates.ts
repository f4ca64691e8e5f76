import type { DateOrder } from "../../cleaning/dates/date.ts";
import { twoDigits } from "../columns/cell-forms.ts";
import type { Finding } from "../finding.ts";
import { DateEvidence } from "./date-evidence.ts";

const firstYear = 1950;
const lastYear = 2100;
/** Of a hundred six-digit amounts or numbers about ten are a date in some order; of dates nearly all are. */
const compactShare = 0.8;

/** Forms of such dates, a bit each beside those of dates with separators: with a year of four digits, and of two. */
const longForm = 64;
const shortForm = 128;

/**
 * Dates that are written without separators, 150126 or 15012026, and those of them that lost their first zero as a number. Digits that
 * could be so are counted in every column; only where nearly all are, they are dates.
 */
export class CompactDates {
  private readonly evidence = new DateEvidence();
  private whole = 0;
  private cut = 0;
  private forms = 0;

  /** Takes in a whole number of five to eight digits. */
  add(text: string, start: number, digits: number): void {
    const isShort = digits <= 6;
    // What nearly every other number fails: eight digits end in a year of our time.
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

  /** How many of so many cells are such dates; 0 where those are something else that looks so now and then. */
  countIn(filled: number): number {
    const count = this.whole + this.cut;
    // Where the month stands first, three of four lose their zero.
    return this.whole * 4 >= this.cut && count > 0 && count >= filled * compactShare ? count : 0;
  }

  /** What they look like; 0 where there are none. */
  get form(): number {
    return this.forms;
  }

  decide(thisYear?: number): Finding<DateOrder> | null {
    return this.evidence.decide(thisYear);
  }
}
