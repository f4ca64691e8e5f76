import type { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { anyWidth, type RowWidth, widthFault } from "#lib/domain/table/row-width.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { isFigure, labelOf } from "./finding/aside-words.ts";
import type { Notice } from "./finding-codes.ts";

/** Up to two rows, or one in twenty, are exceptions. A width that more rows have is how the file is written. */
const fewRows = 2;
const fewShare = 0.05;

/** From this share of the rows on, empty cells beyond the header are how the file is written. */
const paddedShare = 0.9;

/** Fewer rows do not show which columns are always filled. One row in a thousand may be wrong here, too. */
const leastRows = 20;
const rarelyBlank = 0.001;

/** Two cells that are the thousands and the hundreds of one amount, or an amount and its cents. */
const cutAmount = /^\$?\d{1,3},\d{3}(?:\.\d{1,2})?$|^\$?\d{4,},\d{2}$/;
const cutShare = 0.9;
/** So many rows beyond the header show it: to look at each of a million would cost as much as reading it. */
const cutSample = 1_000;

/** A row with so many times the cells of a header of so many names is two rows. The second may end in blanks. */
const gluedTimes = 1.7;
const gluedColumns = 4;

/** What is known about a text's rows besides their widths. */
interface OfText {
  /** The file's last line if it has no line end; else null. */
  readonly openLine: number | null;
  readonly lastAside: SetAsideRow | undefined;
  /** Number of rows that fill a column, by column. */
  readonly filledRows: readonly number[];
}

interface OfWidth {
  count: number;
  firstLine: number;
  /** Rows whose last cell is blank: a program that leaves out blank ends never writes one. */
  blankEnds: number;
}

export interface FoundWidth {
  readonly width: RowWidth;
  readonly notices: readonly Notice[];
}

/**
 * Figures from the first column on, as many as there are cells. A total would be below its column, so this
 * may be a cut row.
 */
function isStump(cells: readonly string[]): boolean {
  return cells.every((cell, at) => isFigure(cell) || (cell === "" && at > 0));
}

/**
 * Notice for a last line without a line end that was set aside: `cut_row` if its cells are figures or a quote
 * is left open, `open_end` if only its place makes it a note, null if it is complete.
 */
function endOfAside({ cells, reason }: SetAsideRow, full: number): "cut_row" | "open_end" | null {
  if (cells.length >= full) return null;
  if (isStump(cells) || cells.at(-1)?.startsWith('"') === true) return "cut_row";
  return reason === "note" && labelOf(cells.find((cell) => cell !== "") ?? "") === null ? "open_end" : null;
}

/**
 * Counts the cells of a table's rows to find rows with shifted cells (decision 26). Only texts can have them:
 * cells of a workbook have addresses, so there only cells beyond the header are reported.
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
  /** Rows beyond the header that are two: the end of a line was lost. */
  #glued = 0;
  readonly #isCutByCommas: boolean;
  /** By column, rows beyond the header in which the column and the next may be one amount. */
  readonly #cutAt: number[] = [];

  /**
   * `isText`: cells have no address of their own, so a cell more or less shifts those after it. `isCutByCommas`:
   * the delimiter is a comma, which amounts have too.
   */
  constructor(headerWidth: number, isText = false, isCutByCommas = false) {
    this.#headerWidth = headerWidth;
    this.#isText = isText;
    this.#isCutByCommas = isCutByCommas;
    this.#usual = headerWidth;
  }

  /** Whether a row with this many cells may turn out to be shifted once all rows are counted. */
  isOdd(count: number): boolean {
    return this.#isText && count !== this.#usual;
  }

  /** A test for shifted rows. Valid once all rows are counted. */
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
      if (this.#isGlued(row)) this.#glued++;
      if (this.#isCutByCommas && this.#beyond <= cutSample) this.#noteCuts(row);
    }
    this.#rows++;
  }

  #noteCuts(row: PlacedRow): void {
    const { text, count } = row;
    for (let column = 0; column + 1 < count; column++) {
      const both = text.slice(row.start(column), row.end(column + 1));
      if (cutAmount.test(both)) this.#cutAt[column] = (this.#cutAt[column] ?? 0) + 1;
    }
  }

  /** Notes a row that does not count towards the widths, but may be the last one. */
  passBy(row: PlacedRow): void {
    const { count, line } = row;
    this.#lastIsBlank = count > 0 && row.start(count - 1) === row.end(count - 1);
    this.#lastWidth = count;
    this.#lastLine = line;
  }

  /**
   * Widths for a workbook: no row is too short. Cells beyond the header are too many unless half of the rows
   * have some.
   */
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

  /** `full`: cells that most rows have. */
  #widthsOfText(): { readonly full: number; readonly least: number; readonly most: number } {
    const commonest = this.#commonest();
    const most = this.#hasOwnColumn ? this.#widestUsual(commonest) : this.#headerWidth || commonest;
    const isPadded = (this.#byWidth[commonest]?.count ?? 0) >= this.#rows * paddedShare;
    const full = isPadded ? commonest : Math.min(commonest, most);
    const usual = [...this.#byWidth.keys()].filter((width) => width < full && this.#isUsual(width));
    // A program that leaves out blank ends never writes one, and may leave out any number of them.
    const writesBlanks = this.#byWidth.some((ofWidth) => ofWidth !== undefined && ofWidth.blankEnds > 0);
    const least = usual.length === 0 ? full : writesBlanks ? Math.min(...usual) : 0;
    return { full, least, most };
  }

  #lastLacks(full: number, most: number): boolean {
    return this.#lastWidth < full && (this.#lastWidth < most || this.#lastIsBlank);
  }

  /** Number of cells up to the last column that every row fills; 0 if there are too few rows to know. */
  #alwaysFilled(filledRows: readonly number[]): number {
    if (this.#rows < leastRows) return 0;
    return filledRows.findLastIndex((count) => count >= this.#rows * (1 - rarelyBlank)) + 1;
  }

  /** Whether cells beyond the header are a column without a name (half of the rows have one), not shifted cells. */
  get #hasOwnColumn(): boolean {
    // An amount that its comma has cut in each row puts its second half behind the columns.
    const isCut = this.#cutAt.some((count) => count >= Math.min(this.#beyond, cutSample) * cutShare);
    const own = this.#beyond - this.#glued;
    return !isCut && own > 0 && own * 2 >= this.#rows;
  }

  #isGlued({ filledEnd }: PlacedRow): boolean {
    return this.#isText && this.#headerWidth >= gluedColumns && filledEnd > this.#headerWidth * gluedTimes;
  }

  #isFilledBeyond(row: PlacedRow): boolean {
    for (let column = this.#headerWidth; column < row.count; column++)
      if (row.start(column) < row.end(column)) return true;
    return false;
  }

  /** Of equally common widths, the largest. */
  #commonest(): number {
    let full = 0;
    for (const [width, ofWidth] of this.#byWidth.entries())
      if (ofWidth !== undefined && ofWidth.count >= (this.#byWidth[full]?.count ?? 0)) full = width;
    return full;
  }

  #isUsual(width: number): boolean {
    return (this.#byWidth[width]?.count ?? 0) > Math.max(fewRows, this.#rows * fewShare);
  }

  /** With unnamed columns beyond the header, a row wider than the usual ones still has too many cells. */
  #widestUsual(commonest: number): number {
    return Math.max(commonest, ...[...this.#byWidth.keys()].filter((width) => this.#isUsual(width)));
  }

  #beyondNotice(): Notice[] {
    return this.#beyond === 0
      ? []
      : [{ code: "longer_rows", params: { count: this.#beyond, line: this.#firstBeyond } }];
  }

  /** Rows that lack cells but are read as they are. */
  #shorterNotice(least: number): Notice[] {
    const shorter = this.#byWidth.slice(least, this.#headerWidth).filter((ofWidth) => ofWidth !== undefined);
    const count = shorter.reduce((sum, ofWidth) => sum + ofWidth.count, 0);
    const line = Math.min(...shorter.map(({ firstLine }) => firstLine));
    return count === 0 ? [] : [{ code: "shorter_rows", params: { count, line } }];
  }
}
