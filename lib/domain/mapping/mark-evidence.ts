import type { DecimalMark } from "../cleaning/decimal.ts";
import { decideDecimalMark } from "./decide-reading.ts";
import type { Finding } from "./finding.ts";

/** What the numbers of a column prove of its decimal mark. */
export class MarkEvidence {
  /** Cells whose marks can only mean a decimal comma, a decimal dot, or could mean either. */
  private commaCells = 0;
  private dotCells = 0;
  private undecidedMarks = 0;

  decide(): Finding<DecimalMark> | null {
    return decideDecimalMark(this.commaCells, this.dotCells, this.undecidedMarks);
  }

  /** Takes in the number with marks or a sign that stands from `start` to `end`; answers whether it is negative. */
  add(text: string, start: number, end: number): boolean {
    let dots = 0;
    let commas = 0;
    let lastMark = -1;
    let lastDigit = -1;
    let digits = 0;
    let digitsBefore = 0;
    let firstDigit = -1;
    let hasDash = false;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x30 && code <= 0x39) {
        if (firstDigit < 0) firstDigit = code;
        lastDigit = at;
        digits++;
      } else if (code === 0x2e || code === 0x2c) {
        if (code === 0x2e) dots++;
        else commas++;
        if (lastMark < 0) digitsBefore = digits;
        lastMark = at;
      } else if (code === 0x2d || code === 0x28) hasDash = true;
    }
    if (lastMark < 0) return hasDash;
    const isComma = text.charCodeAt(lastMark) === 0x2c;
    const after = lastDigit - lastMark;
    if (dots > 0 && commas > 0) {
      // Both marks: the last one is the decimal mark, unless it repeats, which contradicts itself.
      if (isComma ? commas === 1 : dots === 1) this.countMark(isComma);
    } else if (dots + commas > 1) this.countMark(!isComma);
    else if (after !== 3 || firstDigit === 0x30 || digitsBefore > 3) this.countMark(isComma);
    else this.undecidedMarks++;
    return hasDash;
  }

  private countMark(isComma: boolean): void {
    if (isComma) this.commaCells++;
    else this.dotCells++;
  }
}
