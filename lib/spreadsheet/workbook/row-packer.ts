import type { PackedRows } from "#lib/domain/table/grid-builder.ts";
import { kindLetters } from "#lib/domain/table/table.ts";
import { maxRowCharacters } from "../budgets.ts";
import { decodeXml } from "../package/xml-bytes.ts";
import { Refused } from "../refused.ts";

/** As in `GridBuilder`: rows per block, and the characters at which a block is closed early. */
const rowsPerBlock = 1024;
const charactersPerBlock = 1 << 21;

const encoder = new TextEncoder();
/** Buffer for encoding short texts, mostly dates. */
const short = new Uint8Array(128);

const textCode = kindLetters.text.charCodeAt(0);

/**
 * Packs a sheet's cells into blocks of rows: bytes are copied to bytes, and a thousand rows become one text.
 * A text per cell would take longer than all other reading and make the garbage collector hold more than the
 * sheet (decision 21).
 */
export class RowPacker {
  readonly #take: (rows: PackedRows, line: number) => void;
  #bytes = new Uint8Array(1 << 18);
  #ends = new Uint32Array(rowsPerBlock * 16);
  #kinds = new Uint8Array(rowsPerBlock * 16);
  readonly #rowEnds = new Uint32Array(rowsPerBlock);
  readonly #lines = new Uint32Array(rowsPerBlock);
  /** Of this block: rows, cells, bytes, UTF-16 characters, and cells of the widest row. */
  #rows = 0;
  #cells = 0;
  #length = 0;
  #characters = 0;
  #columnCount = 0;
  #hasKinds = false;
  #rowCount = 0;
  /** Of this row: its line, where it begins, and cells that come out of column order. */
  #line = 0;
  #first = 0;
  #firstByte = 0;
  #firstCharacter = 0;
  #again: Map<number, { text: string; kind: number }> | null = null;

  /** `take` gets a block of rows and the line of the last one. */
  constructor(take: (rows: PackedRows, line: number) => void) {
    this.#take = take;
  }

  /** Rows with a value so far. */
  get rowCount(): number {
    return this.#rowCount;
  }

  beginRow(line: number): void {
    this.#line = line;
    this.#first = this.#cells;
    this.#firstByte = this.#length;
    this.#firstCharacter = this.#characters;
  }

  /**
   * Adds a cell's value, UTF-8 from `from` to `to` in `source`. `kind`: character code of one of
   * `kindLetters`. Throws `too_many_characters` if the row gets too long.
   */
  copy(source: Uint8Array, from: number, to: number, column: number, kind: number): void {
    if (from === to) return;
    if (column < this.#cells - this.#first) {
      this.#name(column, decodeXml(source.subarray(from, to)), kind);
      return;
    }
    this.#reserve(to - from, column);
    const bytes = this.#bytes;
    let length = this.#length;
    let characters = this.#characters;
    for (let at = from; at < to; at++) {
      const byte = source[at] ?? 0;
      bytes[length++] = byte;
      // Continuation bytes are no characters; a character of four bytes is two UTF-16 units.
      if ((byte & 0xc0) !== 0x80) characters += byte >= 0xf0 ? 2 : 1;
    }
    this.#length = length;
    this.#characters = characters;
    this.#close(column, kind);
  }

  /** Adds a cell's value given as a text; "" is no value. */
  write(text: string, column: number, kind: number): void {
    const { written, read } = encoder.encodeInto(text, short);
    if (read === text.length) this.copy(short, 0, written, column, kind);
    else {
      const bytes = encoder.encode(text);
      this.copy(bytes, 0, bytes.length, column, kind);
    }
  }

  /** Ends a row. One without a value is dropped: its line number is simply missing. */
  endRow(): void {
    if (this.#again !== null) this.#writeAgain(this.#again);
    const width = this.#cells - this.#first;
    if (width === 0) return;
    this.#rowEnds[this.#rows] = this.#cells;
    this.#lines[this.#rows] = this.#line;
    this.#rows++;
    this.#rowCount++;
    if (width > this.#columnCount) this.#columnCount = width;
    if (this.#rows === rowsPerBlock || this.#characters >= charactersPerBlock) this.flush();
  }

  /** Hands over the rows packed so far. */
  flush(): void {
    if (this.#rows === 0) return;
    const rows: PackedRows = {
      text: decodeXml(this.#bytes.subarray(0, this.#length)),
      ends: this.#ends.slice(0, this.#cells),
      gap: 0,
      rowStarts: null,
      rowEnds: this.#rowEnds.slice(0, this.#rows),
      lines: this.#lines.slice(0, this.#rows),
      kinds: this.#hasKinds ? this.#kinds.slice(0, this.#cells) : null,
      rowCount: this.#rows,
      columnCount: this.#columnCount,
      characters: this.#characters,
    };
    this.#rows = 0;
    this.#cells = 0;
    this.#length = 0;
    this.#characters = 0;
    this.#columnCount = 0;
    this.#hasKinds = false;
    this.#take(rows, this.#line);
  }

  /** Makes room for the value of `column`, and for the blank cells before it. */
  #reserve(bytes: number, column: number): void {
    const length = this.#length + bytes;
    if (length - this.#firstByte > maxRowCharacters) throw new Refused("too_many_characters", { line: this.#line });
    if (length > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(length, this.#bytes.length * 2)));
    const cells = this.#first + column + 1;
    if (cells > this.#ends.length) {
      this.#ends = grown(this.#ends, new Uint32Array(Math.max(cells, this.#ends.length * 2)));
      this.#kinds = grown(this.#kinds, new Uint8Array(this.#ends.length));
    }
    while (this.#cells < cells - 1) {
      this.#ends[this.#cells] = this.#characters;
      this.#kinds[this.#cells] = textCode;
      this.#cells++;
    }
  }

  #close(column: number, kind: number): void {
    const cell = this.#first + column;
    this.#ends[cell] = this.#characters;
    this.#kinds[cell] = kind;
    if (kind !== textCode) this.#hasKinds = true;
    this.#cells = cell + 1;
  }

  /** For a column that comes twice, or after a later one: the last value counts, as when Excel repairs such a file. */
  #name(column: number, text: string, kind: number): void {
    this.#again ??= new Map();
    this.#again.set(column, { text, kind });
  }

  #writeAgain(again: ReadonlyMap<number, { text: string; kind: number }>): void {
    this.#again = null;
    const text = decodeXml(this.#bytes.subarray(this.#firstByte, this.#length));
    const starts = [this.#firstCharacter, ...this.#ends.subarray(this.#first, this.#cells)];
    const cells = Array.from({ length: this.#cells - this.#first }, (_, column) => ({
      text: text.slice((starts[column] ?? 0) - this.#firstCharacter, (starts[column + 1] ?? 0) - this.#firstCharacter),
      kind: this.#kinds[this.#first + column] ?? textCode,
    }));
    this.#cells = this.#first;
    this.#length = this.#firstByte;
    this.#characters = this.#firstCharacter;
    for (const [column, cell] of cells.entries()) {
      const { text: value, kind } = again.get(column) ?? cell;
      this.write(value, column, kind);
    }
  }
}

function grown<Bytes extends Uint8Array | Uint32Array>(from: Bytes, to: Bytes): Bytes {
  to.set(from);
  return to;
}
