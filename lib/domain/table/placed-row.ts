import type { RowPlace, SourceRow } from "./table.ts";

/**
 * A row as positions in a longer text (decision 19). Cutting a million rows into cells takes longer than looking at
 * all their characters, so code that only looks uses one of these for all rows. Valid until the next row is placed.
 */
export class PlacedRow implements RowPlace {
  text = "";
  line = 0;
  /** As in `SourceRow`. */
  kinds: string | null = null;
  /** The number of cells. */
  count = 0;
  #ends: Uint32Array = new Uint32Array(0);
  #first = 0;
  #start = 0;
  #gap = 0;
  /** Where the cells of a row end that `write` has changed. */
  #own = new Uint32Array(0);

  /** The index in `text` where a cell begins; `column` must be below `count`. */
  start(column: number): number {
    return column === 0 ? this.#start : (this.#ends[this.#first + column - 1] ?? 0) + this.#gap;
  }

  /** The index in `text` where a cell ends (exclusive); `column` must be below `count`. */
  end(column: number): number {
    return this.#ends[this.#first + column] ?? 0;
  }

  /** The number of cells up to the last one that is not blank. */
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

  /** Gives a cell another text; it then is text, whatever its kind was. `column` must be below `count`. */
  write(column: number, text: string): void {
    const { count } = this;
    const first = this.start(0);
    const [start, end, last] = [this.start(column), this.end(column), this.end(count - 1)];
    const grown = text.length - (end - start);
    if (this.#own.length < count) this.#own = new Uint32Array(count * 2);
    const ends = this.#own;
    for (let at = 0; at < count; at++) ends[at] = this.end(at) - first + (at < column ? 0 : grown);
    this.place(this.text.slice(first, start) + text + this.text.slice(end, last), ends, 0, count, 0, this.#gap);
    if (this.kinds !== null) this.kinds = `${this.kinds.slice(0, column)}t${this.kinds.slice(column + 1)}`;
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
    // Nearly every filled cell begins with a character that is certainly not blank.
    return start >= end || ((first <= 0x20 || first >= 0xa0) && this.text.slice(start, end).trim() === "");
  }
}
