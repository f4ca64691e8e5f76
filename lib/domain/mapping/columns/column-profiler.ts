import { monthOfName } from "../../cleaning/dates/month-names.ts";
import type { CellKind } from "../../table/table.ts";
import { CompactDates } from "../dates/compact-dates.ts";
import { CountedDays } from "../dates/counted-days.ts";
import { DateEvidence } from "../dates/date-evidence.ts";
import { withCompact } from "../dates/decide-date-order.ts";
import {
  beginsAbsent,
  dressedAmount,
  halfDay,
  isAbsent,
  isAddress,
  isAsciiLetter,
  isDayInDigits,
  isDocumentNumber,
  isoTime,
  mayBeDressed,
  namedMonth,
  shortNamed,
} from "./cell-forms.ts";
import { classes, has } from "./cell-shape.ts";
import { noCounts } from "./column-counts.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { MarkEvidence } from "./mark-evidence.ts";
import { hasStrayDays, hasStrayNumbers, kindOfNearlyAll } from "./stray-cells.ts";
import { countPlainTelephone, countWrittenTelephones } from "./telephone-cells.ts";

const numeric =
  has.digit | has.dot | has.comma | has.dash | has.blank | has.currency | has.parenthesis | has.apostrophe | has.plus;
const datelike = has.digit | has.slash | has.dash | has.dot | has.colon | has.blank;

/**
 * Reads every cell of a column once and keeps only counts. It runs for every cell of the file before anything
 * is mapped, so a cell costs one pass over its characters and allocates nothing.
 */
export class ColumnProfiler {
  private filled = 0;
  /** Error cells, and texts for "no value". */
  private absent = 0;
  /** Number cells of a workbook; how many of them are whole, and how many are dates in digits. */
  private numberCells = 0;
  private numberIntegers = 0;
  private numberDates = 0;
  private readonly counts = noCounts();
  private minDigits = Number.POSITIVE_INFINITY;
  private maxDigits = 0;
  private readonly marks = new MarkEvidence();
  private readonly dates = new DateEvidence();
  private readonly compact = new CompactDates();
  private readonly counted = new CountedDays();

  /** Adds the cell from `start` to `end` of a text, without cutting it out. */
  add(text: string, kind: CellKind, start = 0, end = text.length): void {
    if (start >= end) return;
    // ="0040001" means the text between its quotes.
    if (text.charCodeAt(start) === 0x3d && end - start > 3 && text.startsWith('="', start) && text[end - 1] === '"') {
      this.add(text, kind, start + 2, end - 1);
      return;
    }
    if (kind === "text" && isAsciiLetter(text.charCodeAt(start)) && this.addWords(text, start, end)) return;
    let mask = 0;
    let digits = 0;
    for (let at = start; at < end; at++) {
      const bit = classes[text.charCodeAt(at)] as number;
      mask |= bit;
      digits += bit & 1;
    }
    if (mask === has.blank) return;
    // A cell for "no value" proves nothing about its column. Digits without letters always are a value.
    const mayBeNone = kind === "text" && (digits === 0 || (mask & has.letter) !== 0);
    if (kind === "error" || (mayBeNone && isAbsent(text, start, end))) {
      this.absent++;
      return;
    }
    this.filled++;
    if (kind !== "text") this.addTyped(text, start, kind, mask, digits);
    else if (mask === has.digit) this.addInteger(text, start, digits);
    else if ((mask & has.letter) !== 0) this.addLetters(text, start, end, mask, digits);
    else if (digits > 0) this.addSigns(text, start, end, mask, digits);
  }

  /**
   * `thisYear`: two digits, for dates that are all of one year. `lastPast`: the last day that is past, in days
   * since 1970.
   */
  profile(thisYear?: number, lastPast?: number): ColumnProfile {
    const { filled, counts, numberCells, numberIntegers, numberDates } = this;
    const tally = { filled, counts, numberCells, numberIntegers, numberDates };
    const decimalMark = this.marks.decide();
    const compactDates = this.compact.countIn(filled);
    const dateOrder = this.dates.decide(thisYear);
    return {
      filled,
      counts: { ...counts },
      hasStrayNumbers: hasStrayNumbers(tally) || hasStrayDays(tally),
      nearlyAll: kindOfNearlyAll(tally),
      provenDay: this.dates.provenDay,
      minDigits: this.maxDigits === 0 ? 0 : this.minDigits,
      maxDigits: this.maxDigits,
      decimalMark,
      groupedCells: decimalMark === null ? 0 : this.marks.groupedBeside(decimalMark.value),
      centCells: decimalMark === null ? 0 : this.marks.withDecimals(decimalMark.value),
      compactDates,
      countedDays: compactDates === 0 ? this.counted.countIn(filled) : 0,
      dateOrder: compactDates === 0 ? dateOrder : withCompact(dateOrder, this.compact.decide(thisYear)),
      orderAhead: lastPast === undefined ? null : (compactDates > 0 ? this.compact : this.dates).orderAfter(lastPast),
      dateForm: this.dates.form,
      orderForm: this.dates.form | (compactDates === 0 ? 0 : this.compact.form),
      datedCells: this.dates.decideDated(),
    };
  }

  /** Cells that are not blank. */
  get saidCells(): number {
    return this.filled + this.absent;
  }

  /**
   * The short way for cells that begin with a letter and have no digit within the first twelve characters, where
   * amounts with a currency and dates with a month's name have theirs: words, unless an @ makes them an e-mail.
   */
  private addWords(text: string, start: number, end: number): boolean {
    const near = Math.min(end, start + 12);
    for (let at = start + 1; at < near; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x30 && code <= 0x39) return false;
    }
    if (beginsAbsent(text.charCodeAt(start)) && isAbsent(text, start, end)) {
      this.absent++;
      return true;
    }
    this.filled++;
    if (isAddress(text, start, end)) this.counts.emails++;
    else this.counts.texts++;
    return true;
  }

  private addTyped(text: string, start: number, kind: CellKind, mask: number, digits: number): void {
    if (kind === "date") {
      this.counts.dates++;
      this.dates.addDated(text, start);
      return;
    }
    if (kind !== "number") return;
    this.numberCells++;
    if (mask === has.digit) {
      const datesBefore = this.counts.dates;
      this.addInteger(text, start, digits);
      this.numberDates += this.counts.dates - datesBefore;
      this.numberIntegers++;
    } else {
      this.counts.decimals++;
      if ((mask & has.dash) !== 0) this.counts.negatives++;
      if ((mask & (has.letter | has.currency)) !== 0) this.counts.currencies++;
      else if (mask === (has.digit | has.dot)) this.counted.addTimed(text, start);
    }
  }

  private addInteger(text: string, start: number, digits: number): void {
    const { counts } = this;
    counts.integers++;
    if (digits < this.minDigits) this.minDigits = digits;
    if (digits > this.maxDigits) this.maxDigits = digits;
    const first = text.charCodeAt(start);
    if (first === 0x30) {
      if (digits > 1) counts.leadingZeros++;
      else counts.zeros++;
    }
    if (digits <= 4) counts.smallIntegers++;
    else if (digits <= 8) {
      this.compact.add(text, start, digits);
      if (digits === 5) this.counted.add(text, start);
      else if (digits === 8 && isDayInDigits(text, start)) counts.dates++;
    }
    if (digits >= 7) countPlainTelephone(counts, text, start, digits);
  }

  private addLetters(text: string, start: number, end: number, mask: number, digits: number): void {
    const { counts } = this;
    if ((mask & has.at) !== 0) {
      if (isAddress(text, start, end)) counts.emails++;
      else counts.texts++;
      return;
    }
    if (
      digits > 0 &&
      end - start <= 30 &&
      mayBeDressed(text, start, end) &&
      this.addDressed(text, start, end, mask, digits)
    )
      return;
    counts.texts++;
    if (digits > 0 && ((mask & has.blank) === 0 || isDocumentNumber(text, start, end))) counts.codes++;
  }

  /** Adds a date with a month's name or a time, or an amount with its currency; false if the cell is none of these. */
  private addDressed(text: string, start: number, end: number, mask: number, digits: number): boolean {
    const { counts } = this;
    const cell = text.slice(start, end);
    if (namedMonth.test(cell)) {
      counts.dates++;
      this.addNamedDate(cell);
      return true;
    }
    if (dressedAmount.test(cell)) {
      counts.currencies++;
      const bare = cell.replace(/[^\d.,'-]/g, "");
      this.addNumber(bare, 0, bare.length);
      return true;
    }
    if ((mask & has.colon) !== 0 && halfDay.test(cell) && this.dates.add(text, start, end)) {
      counts.dates++;
      return true;
    }
    if (digits < 6 || !isoTime.test(cell)) return false;
    counts.dates++;
    this.dates.addYearFirst(text, start);
    return true;
  }

  private addNamedDate(cell: string): void {
    const [, first, name, last] = shortNamed.exec(cell) ?? [];
    const month = name === undefined ? null : monthOfName(name.toLowerCase());
    if (month !== null) this.dates.addNamed(Number(first), Number(last), month);
  }

  private addSigns(text: string, start: number, end: number, mask: number, digits: number): void {
    const { counts } = this;
    if (
      (mask & (has.slash | has.dash | has.dot)) !== 0 &&
      (mask & ~datelike) === 0 &&
      digits >= 4 &&
      this.dates.add(text, start, end)
    ) {
      counts.dates++;
      return;
    }
    if (countWrittenTelephones(counts, text, start, end, mask, digits)) return;
    if ((mask & has.percent) !== 0) {
      counts.percents++;
      return;
    }
    if ((mask & ~numeric) !== 0) return;
    if ((mask & has.currency) !== 0) counts.currencies++;
    if ((mask & has.parenthesis) !== 0) counts.parentheses++;
    this.addNumber(text, start, end);
  }

  private addNumber(text: string, start: number, end: number): void {
    this.counts.decimals++;
    this.counted.addTimed(text, start);
    if (this.marks.add(text, start, end)) this.counts.negatives++;
  }
}
