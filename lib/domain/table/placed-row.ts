import type { RowPlace, SourceRow } from "./table.ts";

/**
 * A row whose cells stand somewhere in a longer text. Cutting a million rows into cells takes longer than looking at every character of
 * them, so who only looks gets one of these, filled again for each row. It is over with the next row.
 */
export class PlacedRow implements RowPlace {
  text = "";
  line = 0;
  /** As in `SourceRow`. */
  kinds: string | null = null;
  /** How many cells it has. */
  count = 0;
  #ends: Uint32Array = new Uint32Array(0);
  #first = 0;
  #start = 0;
  #gap = 0;

  /** Where a cell that the row has begins in `text`. */
  start(column: number): number {
    return column === 0 ? this.#start : (this.#ends[this.#first + column - 1] ?? 0) + this.#gap;
  }

  /** Where a cell that the row has ends in `text`. */
  end(column: number): number {
    return this.#ends[this.#first + column] ?? 0;
  }

  /** How many cells it has up to the last one that is not blank. */
  get filledEnd(): number {
    let column = this.count;
    while (column > 0 && this.#isBlank(column - 1)) column--;
    return column;
  }

  place(text: string, ends: Uint32Array, first: number, count: number, start: number, gap: number): void {
    this.text = text;
    this.#ends = ends;
    this.#first = first;
    this.count = count;
    this.#start = start;
    this.#gap = gap;
  }

  take({ line, cells, kinds }: SourceRow): void {
    const ends = new Uint32Array(cells.length);
    let end = 0;
    for (const [column, cell] of cells.entries()) {
      end += cell.length;
      ends[column] = end;
    }
    this.place(cells.join(""), ends, 0, cells.length, 0, 0);
    this.line = line;
    this.kinds = kinds;
  }

  #isBlank(column: number): boolean {
    const start = this.start(column);
    const end = this.end(column);
    const first = this.text.charCodeAt(start);
    // Nearly every filled cell begins with a character that is plainly none.
    return start >= end || ((first <= 0x20 || first >= 0xa0) && this.text.slice(start, end).trim() === "");
  }
}
