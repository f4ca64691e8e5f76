import { absenceOf, mayBeAbsent } from "../../cleaning/absent-text.ts";
import { monthOfName } from "../../cleaning/dates/month-names.ts";
import type { CellKind } from "../../table/table.ts";
import { CompactDates } from "../dates/compact-dates.ts";
import { DateEvidence } from "../dates/date-evidence.ts";
import { withCompact } from "../dates/decide-date-order.ts";
import {
  cnpj,
  dressedAmount,
  halfDay,
  isAddress,
  isAsciiLetter,
  isDocumentNumber,
  isoTime,
  mayBeDressed,
  namedMonth,
  shortNamed,
  telephoneList,
  twoDigits,
} from "./cell-forms.ts";
import { classes, has } from "./cell-shape.ts";
import type { ColumnCounts, ColumnProfile, NearlyAll } from "./column-profile.ts";
import { MarkEvidence } from "./mark-evidence.ts";

type Counts = { -readonly [Name in keyof ColumnCounts]: number };

function noCounts(): Counts {
  return {
    integers: 0,
    decimals: 0,
    currencies: 0,
    percents: 0,
    negatives: 0,
    parentheses: 0,
    dates: 0,
    emails: 0,
    telephones: 0,
    telephoneLike: 0,
    leadingZeros: 0,
    texts: 0,
    codes: 0,
    smallIntegers: 0,
    zeros: 0,
  };
}

const numeric =
  has.digit | has.dot | has.comma | has.dash | has.blank | has.currency | has.parenthesis | has.apostrophe | has.plus;
const telephonic = has.digit | has.blank | has.dash | has.parenthesis | has.plus | has.dot;
const datelike = has.digit | has.slash | has.dash | has.dot | has.colon | has.blank;

/**
 * N/A, s/n, undefined, Err:502: every word for "no value" begins with one of these letters, and nearly all
 * other words do not.
 */
function beginsAbsent(code: number): boolean {
  const letter = code | 0x20;
  return letter === 0x6e || letter === 0x73 || letter === 0x75 || letter === 0x65;
}

function isAbsent(text: string, start: number, end: number): boolean {
  return mayBeAbsent(text, start, end) && absenceOf(text.slice(start, end)) !== null;
}

/** The first two of five digits in Excel's days of 1979 to 2072. */
const firstTens = 29;
const lastTens = 62;
/** Half of all amounts of five digits are in that range; of days nearly all are. */
const countedShare = 0.8;

/**
 * Reads every cell of a column once and keeps only counts. It runs for every cell of the file before anything
 * is mapped, so a cell costs one pass over its characters and allocates nothing.
 */
export class ColumnProfiler {
  private filled = 0;
  /** Error cells, and texts for "no value". */
  private absent = 0;
  /** Number cells of a workbook, and how many of them are dates in digits. */
  private numberCells = 0;
  private numberDates = 0;
  private countedDays = 0;
  private numberIntegers = 0;
  private readonly counts = noCounts();
  private minDigits = Number.POSITIVE_INFINITY;
  private maxDigits = 0;
  private readonly marks = new MarkEvidence();
  private readonly dates = new DateEvidence();
  private readonly compact = new CompactDates();

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

  /** `thisYear`: two digits, for dates that are all of one year. */
  profile(thisYear?: number): ColumnProfile {
    const decimalMark = this.marks.decide();
    const compactDates = this.compact.countIn(this.filled);
    const dateOrder = this.dates.decide(thisYear);
    return {
      filled: this.filled,
      counts: { ...this.counts },
      hasStrayNumbers: this.hasStrayNumbers || this.hasStrayDays,
      nearlyAll: this.nearlyAll,
      provenDay: this.dates.provenDay,
      minDigits: this.maxDigits === 0 ? 0 : this.minDigits,
      maxDigits: this.maxDigits,
      decimalMark,
      groupedCells: decimalMark === null ? 0 : this.marks.groupedBeside(decimalMark.value),
      compactDates,
      countedDays: compactDates === 0 && this.countedDays >= this.filled * countedShare ? this.countedDays : 0,
      dateOrder: compactDates === 0 ? dateOrder : withCompact(dateOrder, this.compact.decide(thisYear)),
      dateForm: this.dates.form,
      orderForm: this.dates.form | (compactDates === 0 ? 0 : this.compact.form),
      datedCells: this.dates.decideDated(),
    };
  }

  /** Cells that are not blank. */
  get saidCells(): number {
    return this.filled + this.absent;
  }

  /** At most two numbers, or one in twenty, and at most half of the cells; beside dates any number cell. */
  private get hasStrayNumbers(): boolean {
    const { numberCells, numberDates, filled, counts } = this;
    const numbers = counts.integers + counts.decimals;
    const isFew = numbers <= Math.max(2, filled * 0.05) && numbers * 2 <= filled;
    return (numbers > 0 && isFew) || (numberCells > 0 && counts.dates > numberDates);
  }

  /**
   * A few texts of eight digits that are days, among number cells and texts with marks: 20220228 in a column
   * of amounts.
   */
  private get hasStrayDays(): boolean {
    const { filled, counts } = this;
    const plain = counts.integers - this.numberIntegers;
    const isFew = plain > 0 && plain <= Math.max(2, filled * 0.05) && plain * 3 <= filled;
    return isFew && counts.dates - this.numberDates === plain && counts.decimals + counts.integers === filled;
  }

  /**
   * The kind of all cells but two, or one in twenty, and at most a third, if some of those are another of the kinds.
   */
  private get nearlyAll(): NearlyAll | null {
    const { filled, counts } = this;
    const { dates, emails: mails } = counts;
    const numbers = counts.integers + counts.decimals + counts.currencies + counts.percents;
    const most = Math.min(Math.max(2, filled * 0.05), filled / 3);
    const areFew = (others: number): boolean => others > 0 && others <= most;
    if (numbers + mails > 0 && areFew(filled - dates)) return "dates";
    if (dates + mails > 0 && areFew(filled - numbers)) return "numbers";
    return numbers + dates > 0 && areFew(filled - mails) ? "mails" : null;
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
      else if (mask === (has.digit | has.dot)) this.addCountedTime(text, start);
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
      if (digits === 5) this.addCounted(text, start);
    }
    if (digits >= 7 && digits <= 13) {
      counts.telephoneLike++;
      if (digits === 10 && (first === 0x33 || (first === 0x36 && text.charCodeAt(start + 1) === 0x30)))
        counts.telephones++;
      else if (digits === 12 && first === 0x35 && text.charCodeAt(start + 1) === 0x37) counts.telephones++;
      else if (digits === 8) this.addCompactDate(text, start);
    }
  }

  private addCounted(text: string, start: number): void {
    const tens = twoDigits(text, start);
    if (tens >= firstTens && tens <= lastTens) this.countedDays++;
  }

  /** A counted day may have its time behind a mark: 46000.5. */
  private addCountedTime(text: string, start: number): void {
    const mark = text.charCodeAt(start + 5);
    if (mark === 0x2e || mark === 0x2c) this.addCounted(text, start);
  }

  private addCompactDate(text: string, start: number): void {
    const century = twoDigits(text, start);
    const month = twoDigits(text, start + 4);
    const day = twoDigits(text, start + 6);
    if ((century === 19 || century === 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31) this.counts.dates++;
  }

  private addLetters(text: string, start: number, end: number, mask: number, digits: number): void {
    const { counts } = this;
    if ((mask & has.at) !== 0) {
      if (isAddress(text, start, end)) counts.emails++;
      else counts.texts++;
      return;
    }
    if (digits > 0 && end - start <= 30 && mayBeDressed(text, start, end)) {
      const cell = text.slice(start, end);
      if (namedMonth.test(cell)) {
        counts.dates++;
        this.addNamedDate(cell);
        return;
      }
      if (dressedAmount.test(cell)) {
        counts.currencies++;
        const bare = cell.replace(/[^\d.,'-]/g, "");
        this.addNumber(bare, 0, bare.length);
        return;
      }
      if ((mask & has.colon) !== 0 && halfDay.test(cell) && this.dates.add(text, start, end)) {
        counts.dates++;
        return;
      }
      if (digits >= 6 && isoTime.test(cell)) {
        counts.dates++;
        this.dates.addYearFirst(text, start);
        return;
      }
    }
    counts.texts++;
    if (digits > 0 && ((mask & has.blank) === 0 || isDocumentNumber(text, start, end))) counts.codes++;
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
    if ((mask & ~telephonic) === 0 && (mask & has.dot) === 0 && digits >= 7 && digits <= 15) {
      const dash = (mask & has.dash) === 0 ? -1 : text.indexOf("-", start);
      const isDialled = (mask & has.plus) !== 0 || (dash > start && dash < end - 1);
      if (isDialled || (mask & has.blank) !== 0) {
        counts.telephoneLike++;
        if ((mask & has.plus) !== 0 || digits === 10) counts.telephones++;
      }
      if (isDialled) return;
    }
    if (digits >= 14 && digits <= 45 && end - start <= 90 && telephoneList.test(text.slice(start, end))) {
      if (cnpj.test(text.slice(start, end))) {
        counts.texts++;
        counts.codes++;
      } else counts.telephoneLike++;
      return;
    }
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
    this.addCountedTime(text, start);
    if (this.marks.add(text, start, end)) this.counts.negatives++;
  }
}
