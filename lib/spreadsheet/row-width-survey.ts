import type { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { anyWidth, type RowWidth } from "#lib/domain/table/row-width.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { isFigure } from "./finding/aside-words.ts";
import type { Notice } from "./finding-codes.ts";

/** Up to two rows, or one in twenty, are the exception; so many that have the same width are how the file is written. */
const fewRows = 2;
const fewShare = 0.05;

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
function isStump(cells: readonly string[], full: number): boolean {
  return cells.length < full && cells.every((cell, at) => isFigure(cell) || (cell === "" && at > 0));
}

/**
 * Counts how many cells the rows of a table have, to tell those in which some are shifted. Only a text knows: a workbook's cells have
 * addresses, so there only what stands beyond the header is beside its column.
 */
export class RowWidthSurvey {
  readonly #headerWidth: number;
  readonly #byWidth: OfWidth[] = [];
  #rows = 0;
  #lastWidth = 0;
  #lastLine = 0;
  #beyond = 0;
  #firstBeyond = 0;

  constructor(headerWidth: number) {
    this.#headerWidth = headerWidth;
  }

  take(row: PlacedRow): void {
    const { count, line } = row;
    let ofWidth = this.#byWidth[count];
    if (ofWidth === undefined) {
      ofWidth = { count: 0, firstLine: line, blankEnds: 0 };
      this.#byWidth[count] = ofWidth;
    }
    ofWidth.count++;
    if (count > 0 && row.start(count - 1) === row.end(count - 1)) ofWidth.blankEnds++;
    if (count > this.#headerWidth && this.#headerWidth > 0 && this.#isFilledBeyond(row)) {
      if (this.#beyond++ === 0) this.#firstBeyond = line;
    }
    this.#rows++;
    this.#lastWidth = count;
    this.#lastLine = line;
  }

  /** Of a workbook's rows: none is short; what is beyond the header is too much, unless most rows have it. */
  ofWorkbook(): FoundWidth {
    const most = this.#hasOwnColumn || this.#headerWidth === 0 ? anyWidth.most : this.#headerWidth;
    return { width: { least: 0, most }, notices: this.#beyondNotice() };
  }

  /** Of a text's rows. `openLine`: the line that the file ends in, where nothing ends it; `lastAside`: the last row set aside. */
  ofText(openLine: number | null, lastAside: SourceRow | undefined): FoundWidth {
    const full = this.#commonest();
    const usual = [...this.#byWidth.keys()].filter((width) => width < full && this.#isUsual(width));
    const most = this.#hasOwnColumn ? anyWidth.most : Math.max(full, this.#headerWidth);
    // Who leaves out blank ends never writes one, and may leave out any number of them.
    const writesBlanks = this.#byWidth.some((ofWidth) => ofWidth !== undefined && ofWidth.blankEnds > 0);
    const least = usual.length === 0 ? full : writesBlanks ? Math.min(...usual) : 0;
    const notices = [...this.#beyondNotice(), ...this.#shorterNotice(least)];
    if (openLine !== null && openLine === this.#lastLine)
      notices.push({ code: this.#lastWidth < full ? "cut_row" : "open_end", params: { line: openLine } });
    else if (openLine !== null && openLine === lastAside?.line && isStump(lastAside.cells, full))
      notices.push({ code: "cut_row", params: { line: openLine } });
    return { width: { least, most }, notices };
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
