import type { DecimalMark } from "../../cleaning/decimal.ts";
import type { Finding } from "../finding.ts";
import { type CountsByMark, decideDecimalMark, type MarkCounts, otherMark } from "./decide-mark.ts";

function noCounts(): MarkCounts {
  return { decimals: 0, groups: 0, open: 0, openRound: 0 };
}

/** What a column's numbers prove about its decimal mark. */
export class MarkEvidence {
  private readonly counts: CountsByMark = { ",": noCounts(), ".": noCounts() };

  /** Of the cells that prove a decimal mark, those that only group: 1.234.567. */
  private readonly wholes: Record<DecimalMark, number> = { ",": 0, ".": 0 };

  decide(): Finding<DecimalMark> | null {
    return decideDecimalMark(this.counts);
  }

  /** Cells in which the mark beside this decimal mark can only group: sums of money are written so, and ids. */
  groupedBeside(mark: DecimalMark): number {
    return this.counts[otherMark(mark)].groups;
  }

  /** Cells that have digits behind this decimal mark, as far as they prove it to be one. */
  withDecimals(mark: DecimalMark): number {
    return this.counts[mark].decimals - this.wholes[mark];
  }

  /** Adds the number with marks or a sign from `start` to `end`; returns whether it is negative. */
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
    const last = text.charCodeAt(lastMark) === 0x2c ? "," : ".";
    const after = lastDigit - lastMark;
    if (dots > 0 && commas > 0) {
      // Both marks: the last one is the decimal mark, unless it repeats, which contradicts itself.
      if (last === "," ? commas === 1 : dots === 1) this.countDecimal(last, true);
    } else if (dots + commas > 1) {
      this.countDecimal(otherMark(last), true);
      this.wholes[otherMark(last)]++;
    } else if (after !== 3 || firstDigit === 0x30 || digitsBefore > 3) this.countDecimal(last, false);
    else {
      const counts = this.counts[last];
      counts.open++;
      if (text.charCodeAt(lastDigit) === 0x30) counts.openRound++;
    }
    return hasDash;
  }

  private countDecimal(mark: DecimalMark, isGrouped: boolean): void {
    this.counts[mark].decimals++;
    if (isGrouped) this.counts[otherMark(mark)].groups++;
  }
}
