import { twoDigits } from "../columns/cell-forms.ts";

/** The first two of five digits in Excel's days of 1979 to 2072. */
const firstTens = 29;
const lastTens = 62;
/** Half of all amounts of five digits are in that range; of days nearly all are. */
const countedShare = 0.8;

/** Numbers that may be a spreadsheet program's count of days, 46000. */
export class CountedDays {
  private count = 0;

  /** Adds a whole number of five digits. */
  add(text: string, start: number): void {
    const tens = twoDigits(text, start);
    if (tens >= firstTens && tens <= lastTens) this.count++;
  }

  /** Adds a number with a mark: a counted day may have its time behind it, 46000.5. */
  addTimed(text: string, start: number): void {
    const mark = text.charCodeAt(start + 5);
    if (mark === 0x2e || mark === 0x2c) this.add(text, start);
  }

  /** How many of this many cells are such days; 0 if not nearly all are. */
  countIn(filled: number): number {
    return this.count >= filled * countedShare ? this.count : 0;
  }
}
