import type { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { anyWidth, type RowWidth, widthFault } from "#lib/domain/table/row-width.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { isFigure, labelOf } from "./finding/aside-words.ts";
import type { Notice } from "./finding-codes.ts";

/** Up to two rows, or one in twenty, are the exception; so many that have the same width are how the file is written. */
const fewRows = 2;
const fewShare = 0.05;

/** From this share of the rows on, empty cells beyond the header are how each of them is written. */
const paddedShare = 0.9;

/** Fewer rows do not show what is always filled. A row in a thousand may be wrong in that, too. */
const leastRows = 20;
const rarelyBlank = 0.001;

/** What is known of a text's rows beside their widths. */
interface OfText {
  /** The line that the file ends in, where nothing ends it. */
  readonly openLine: number | null;
  readonly lastAside: SetAsideRow | undefined;
  /** Rows that fill a column, by column. */
  readonly filledRows: readonly number[];
}

interface OfWidth {
  count: number;
  firstLine: number;
  /** Rows whose last cell is blank: whoever writes them writes blank ends out. */
  blankEnds: number;
}

export interface FoundWidth {
  readonly width: RowWidth;
  readonly notices: readonly Notice[];
}

/** Figures from the first column on, as many as fit: a total stands below its column, so this may be a row that was cut. */
function isStump(cells: readonly string[]): boolean {
  return cells.every((cell, at) => isFigure(cell) || (cell === "" && at > 0));
}

/** What an open last line may be that was set aside: cut, where nothing closes its quote; whole, where it says itself that it is a note. */
function endOfAside({ cells, reason }: SetAsideRow, full: number): "cut_row" | "open_end" | null {
  if (cells.length >= full) return null;
  if (isStump(cells) || cells.at(-1)?.startsWith('"') === true) return "cut_row";
  return reason === "note" && labelOf(cells.find((cell) => cell !== "") ?? "") === null ? "open_end" : null;
}

/**
 * Counts how many cells the rows of a table have, to tell those in which some are shifted. Only a text knows: a workbook's cells have
 * addresses, so there only what stands beyond the header is beside its column.
 */
export class RowWidthSurvey {
  readonly #headerWidth: number;
  readonly #isText: boolean;
  /** The width that most rows have so far. */
  #usual: number;
  readonly #byWidth: OfWidth[] = [];
  #rows = 0;
  #lastWidth = 0;
  #lastIsBlank = false;
  #lastLine = 0;
  #beyond = 0;
  #firstBeyond = 0;

  /** `isText`: a row's cells have no address of their own, so one cell more or less shifts those behind it. */
  constructor(headerWidth: number, isText = false) {
    this.#headerWidth = headerWidth;
    this.#isText = isText;
    this.#usual = headerWidth;
  }

  /** Whether a row of so many cells may turn out to be shifted, once all have been seen. */
  isOdd(count: number): boolean {
    return this.#isText && count !== this.#usual;
  }

  /** Once all rows have been seen: whether one of them is shifted. */
  shifted(): (row: PlacedRow) => boolean {
    if (!this.#isText) return () => false;
    const { full, least, most } = this.#widthsOfText();
    const width = { least, most, padded: Math.max(full, most) };
    return (row) => widthFault(width, row.count, row.filledEnd) !== null;
  }

  take(row: PlacedRow): void {
    const { count, line } = row;
    let ofWidth = this.#byWidth[count];
    if (ofWidth === undefined) {
      ofWidth = { count: 0, firstLine: line, blankEnds: 0 };
      this.#byWidth[count] = ofWidth;
    }
    ofWidth.count++;
    this.passBy(row);
    if (this.#lastIsBlank) ofWidth.blankEnds++;
    if (count !== this.#usual && ofWidth.count > (this.#byWidth[this.#usual]?.count ?? 0) + fewRows)
      this.#usual = count;
    if (count > this.#headerWidth && this.#headerWidth > 0 && this.#isFilledBeyond(row)) {
      if (this.#beyond++ === 0) this.#firstBeyond = line;
    }
    this.#rows++;
  }

  /** A row that says nothing of how wide others are, and may be the last one all the same. */
  passBy(row: PlacedRow): void {
    const { count, line } = row;
    this.#lastIsBlank = count > 0 && row.start(count - 1) === row.end(count - 1);
    this.#lastWidth = count;
    this.#lastLine = line;
  }

  /** Of a workbook's rows: none is short; what is beyond the header is too much, unless most rows have it. */
  ofWorkbook(): FoundWidth {
    const most = this.#hasOwnColumn || this.#headerWidth === 0 ? anyWidth.most : this.#headerWidth;
    return { width: { least: 0, most, filled: most }, notices: this.#beyondNotice() };
  }

  ofText({ openLine, lastAside, filledRows }: OfText): FoundWidth {
    const { full, least, most } = this.#widthsOfText();
    const notices = [...this.#beyondNotice(), ...this.#shorterNotice(least)];
    if (openLine !== null && openLine === this.#lastLine)
      notices.push({ code: this.#lastLacks(full, most) ? "cut_row" : "open_end", params: { line: openLine } });
    else if (openLine !== null && openLine === lastAside?.line) {
      const code = endOfAside(lastAside, full);
      if (code !== null) notices.push({ code, params: { line: openLine } });
    }
    const filled = Math.min(most, this.#alwaysFilled(filledRows));
    return { width: { least, most, padded: Math.max(full, most), filled }, notices };
  }

  /** `full`: cells of most rows. */
  #widthsOfText(): { readonly full: number; readonly least: number; readonly most: number } {
    const commonest = this.#commonest();
    const most = this.#hasOwnColumn ? this.#widestUsual(commonest) : this.#headerWidth || commonest;
    const isPadded = (this.#byWidth[commonest]?.count ?? 0) >= this.#rows * paddedShare;
    const full = isPadded ? commonest : Math.min(commonest, most);
    const usual = [...this.#byWidth.keys()].filter((width) => width < full && this.#isUsual(width));
    // Who leaves out blank ends never writes one, and may leave out any number of them.
    const writesBlanks = this.#byWidth.some((ofWidth) => ofWidth !== undefined && ofWidth.blankEnds > 0);
    const least = usual.length === 0 ? full : writesBlanks ? Math.min(...usual) : 0;
    return { full, least, most };
  }

  #lastLacks(full: number, most: number): boolean {
    return this.#lastWidth < full && (this.#lastWidth < most || this.#lastIsBlank);
  }

  /** Cells up to the last column that every row fills. */
  #alwaysFilled(filledRows: readonly number[]): number {
    if (this.#rows < leastRows) return 0;
    return filledRows.findLastIndex((count) => count >= this.#rows * (1 - rarelyBlank)) + 1;
  }

  /** Whether a column without a header stands behind the others, rather than cells that slipped there. */
  get #hasOwnColumn(): boolean {
    return this.#beyond * 2 >= this.#rows;
  }

  #isFilledBeyond(row: PlacedRow): boolean {
    for (let column = this.#headerWidth; column < row.count; column++)
      if (row.start(column) < row.end(column)) return true;
    return false;
  }

  /** Of equally common widths the largest. */
  #commonest(): number {
    let full = 0;
    for (const [width, ofWidth] of this.#byWidth.entries())
      if (ofWidth !== undefined && ofWidth.count >= (this.#byWidth[full]?.count ?? 0)) full = width;
    return full;
  }

  #isUsual(width: number): boolean {
    return (this.#byWidth[width]?.count ?? 0) > Math.max(fewRows, this.#rows * fewShare);
  }

  /** Where columns without a header stand behind the others, a row that is wider than such rows are has cells too many all the same. */
  #widestUsual(commonest: number): number {
    return Math.max(commonest, ...[...this.#byWidth.keys()].filter((width) => this.#isUsual(width)));
  }

  #beyondNotice(): Notice[] {
    return this.#beyond === 0
      ? []
      : [{ code: "longer_rows", params: { count: this.#beyond, line: this.#firstBeyond } }];
  }

  /** Rows that lack cells and are taken as they are. */
  #shorterNotice(least: number): Notice[] {
    const shorter = this.#byWidth.slice(least, this.#headerWidth).filter((ofWidth) => ofWidth !== undefined);
    const count = shorter.reduce((sum, ofWidth) => sum + ofWidth.count, 0);
    const line = Math.min(...shorter.map(({ firstLine }) => firstLine));
    return count === 0 ? [] : [{ code: "shorter_rows", params: { count, line } }];
  }
}
