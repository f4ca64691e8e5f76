import { type Block, BlockGrid } from "../fast/fast-path.ts";
import { kindLetters } from "./table.ts";

/**
 * Rows per block: few enough that one character beyond Latin-1 doubles only about 200 KB of text, and enough
 * that a million rows make only a thousand blocks.
 */
const rowsPerBlock = 1024;

/**
 * A block is closed early at this many characters, so that long cells never make a string near the engine's limit.
 */
const charactersPerBlock = 1 << 21;

/**
 * Rows already packed in a block's form, without blank rows and without blank cells at the end of a workbook's rows.
 */
export interface PackedRows extends Omit<Block, "firstRow" | "lines"> {
  /** Per row, its line. */
  readonly lines: Uint32Array;
  /** Cells of the widest row, without blank cells at its end. */
  readonly columnCount: number;
  /** Characters of all cells. */
  readonly characters: number;
}

const textKind = kindLetters.text.charCodeAt(0);

/**
 * Packs rows into blocks as they are read. Blank rows are not kept: their line number is missing. Blank cells
 * at a row's end do not widen the table. In a workbook they are only formatted, so they are not kept; in a
 * text file they are kept, since the number of cells shows whether a row lacks one (decision 26).
 */
export class GridBuilder {
  readonly #blocks: Block[] = [];
  #cells: string[] = [];
  #ends = new Uint32Array(rowsPerBlock * 16);
  #rowEnds = new Uint32Array(rowsPerBlock);
  #lines = new Uint32Array(rowsPerBlock);
  #kinds = new Uint8Array(0);
  #hasKinds = false;
  #mayBeWide = true;
  #isWideExpected = true;
  #rows = 0;
  #blockCharacters = 0;
  #rowCount = 0;
  #columnCount = 0;
  #characters = 0;

  /** Rows kept so far, without blank ones. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Cells of the widest row so far, without blank cells at its end. */
  get columnCount(): number {
    return this.#columnCount;
  }

  /** Characters of all cells kept so far. */
  get characters(): number {
    return this.#characters;
  }

  /**
   * Sets whether the rows from here on may come from two-byte strings. If not, blocks need no narrowing,
   * which takes a tenth of the time of reading a file.
   */
  expectWide(isWide: boolean): void {
    this.#isWideExpected = isWide;
    this.#mayBeWide ||= isWide;
  }

  /**
   * Adds a row; its cells are copied. `kinds` has one of `kindLetters` per cell, or is null if all are text.
   * `line` counts from 1. `keepsEnd`: blank cells at the row's end are kept, as in a text file.
   */
  addRow(cells: readonly string[], kinds: string | null, line: number, keepsEnd = kinds === null): void {
    let width = cells.length;
    while (width > 0 && cells[width - 1] === "") width--;
    if (width === 0) return;
    const kept = keepsEnd ? cells.length : width;
    const first = this.#cells.length;
    if (first + kept > this.#ends.length) this.#grow(first + kept);
    const pending = this.#cells;
    const ends = this.#ends;
    let end = this.#blockCharacters;
    for (let column = 0; column < kept; column++) {
      const text = cells[column] ?? "";
      pending.push(text);
      end += text.length;
      ends[first + column] = end;
    }
    if (kinds !== null) this.#addKinds(kinds, first, kept);
    else if (this.#hasKinds) this.#kinds.fill(textKind, first, first + kept);
    this.#characters += end - this.#blockCharacters;
    this.#blockCharacters = end;
    this.#rowEnds[this.#rows] = first + kept;
    this.#lines[this.#rows] = line;
    this.#rows++;
    this.#rowCount++;
    if (width > this.#columnCount) this.#columnCount = width;
    if (this.#rows === rowsPerBlock || end >= charactersPerBlock) this.#closeBlock();
  }

  /** Adds packed rows as a block of their own. */
  addPackedRows({ lines, columnCount, characters, ...rows }: PackedRows): void {
    const { rowCount, text } = rows;
    if (rowCount === 0) return;
    this.#closeBlock();
    this.#blocks.push({
      ...rows,
      firstRow: this.#rowCount,
      text: this.#isWideExpected ? narrow(text) : text,
      lines: packedLines(lines, rowCount),
    });
    this.#rowCount += rowCount;
    this.#columnCount = Math.max(this.#columnCount, columnCount);
    this.#characters += characters;
  }

  /** The finished grid. The builder must not be used afterwards. */
  finish(): BlockGrid {
    this.#closeBlock();
    return new BlockGrid(this.#blocks, this.#rowCount, this.#columnCount);
  }

  #addKinds(kinds: string, first: number, width: number): void {
    if (!this.#hasKinds) {
      this.#hasKinds = true;
      if (this.#kinds.length < this.#ends.length) this.#kinds = new Uint8Array(this.#ends.length);
      this.#kinds.fill(textKind, 0, first);
    }
    for (let column = 0; column < width; column++) this.#kinds[first + column] = kinds.charCodeAt(column) || textKind;
  }

  #grow(needed: number): void {
    const capacity = Math.max(needed, this.#ends.length * 2);
    const ends = new Uint32Array(capacity);
    ends.set(this.#ends);
    this.#ends = ends;
    if (this.#hasKinds) {
      const kinds = new Uint8Array(capacity);
      kinds.set(this.#kinds);
      this.#kinds = kinds;
    }
  }

  #closeBlock(): void {
    if (this.#rows === 0) return;
    const cellCount = this.#cells.length;
    const firstRow = this.#rowCount - this.#rows;
    this.#blocks.push({
      firstRow,
      rowCount: this.#rows,
      text: this.#mayBeWide ? narrow(this.#cells.join("")) : this.#cells.join(""),
      ends: this.#ends.slice(0, cellCount),
      gap: 0,
      rowStarts: null,
      rowEnds: this.#rowEnds.slice(0, this.#rows),
      lines: packedLines(this.#lines, this.#rows),
      kinds: this.#hasKinds ? this.#kinds.slice(0, cellCount) : null,
    });
    this.#cells = [];
    this.#rows = 0;
    this.#blockCharacters = 0;
    this.#hasKinds = false;
    this.#mayBeWide = this.#isWideExpected;
  }
}

/** The first line if all are consecutive, as in nearly every block; else the line of each row. */
function packedLines(lines: Uint32Array, rows: number): number | Uint32Array {
  const first = lines[0] ?? 0;
  const last = lines[rows - 1] ?? 0;
  return last - first === rows - 1 ? first : lines.slice(0, rows);
}

const beyondLatin1 = /[^\u0000-\u00ff]/;

/** Whether a text needs two bytes a character. Costs nothing if the engine already stores it in one byte. */
export function isBeyondLatin1(text: string): boolean {
  return beyondLatin1.test(text);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The same text, stored in one byte a character if it fits. A joined string keeps the two-byte form of its
 * parts, and one "€" in a megabyte of input makes all its cells two-byte; encoding to UTF-8 and back lets the
 * engine choose again.
 */
function narrow(text: string): string {
  return isBeyondLatin1(text) ? text : decoder.decode(encoder.encode(text));
}
