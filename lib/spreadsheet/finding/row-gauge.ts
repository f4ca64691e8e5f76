import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { labelOf } from "./aside-words.ts";
import { roleOfSheet } from "./sheet-roles.ts";

/** Rows that show what a row of data looks like. */
const rowsSampled = 200;

/** The golden ratio's fractional part: its multiples spread evenly and never fall in step with a report's groups. */
const evenStep = 0.618_033_988_75;

/** Columns tested first; a row that fills them all is full. */
const maxWitnesses = 5;

/** Columns of digits among them. A row of names passes as data only with a digit in each. */
const maxDigitColumns = 2;

interface KeyColumn {
  readonly column: number;
  /**
   * Least digits of an identification: two fewer than nearly all have, from 1 to 5; 0 if the column is not of
   * digits.
   */
  readonly digits: number;
}

/**
 * Recognises a table's full rows of data from a sample: which columns they fill, and where their
 * identifications are.
 */
export class RowGauge {
  /** Columns that nearly every full row fills. */
  readonly dense: ReadonlySet<number>;
  /** Some of those that a row of totals leaves empty. */
  readonly #witnesses: readonly number[];
  /** Columns whose cells have digits; a row of names has none there. */
  readonly #digits: readonly number[];
  readonly #grid: Grid;
  readonly #header: readonly number[];
  readonly #full: readonly number[];
  #keys: readonly KeyColumn[] | null = null;

  constructor(grid: Grid, header: readonly number[], from: number) {
    this.#grid = grid;
    this.#header = header;
    const trimmed = (row: number) => grid.sourceRow(row).cells.map((text) => text.trim());
    const names = new Set(header.map((row) => trimmed(row).join("\n")));
    const rows = sampleOf(from, grid.rowCount)
      .map((row) => ({ row, cells: trimmed(row) }))
      .filter(({ cells }) => !names.has(cells.join("\n")));
    const widths = rows.map(({ cells }) => cells.filter((text) => text !== "").length);
    const wide = [...widths].sort((left, right) => left - right)[Math.floor(widths.length * 0.75)] ?? 0;
    const full = rows.filter((_, index) => (widths[index] ?? 0) >= wide * 0.7);
    this.#full = full.map(({ row }) => row);
    const shareOf = (column: number, fits: (text: string) => boolean) =>
      full.filter(({ cells }) => fits(cells[column] ?? "")).length / Math.max(1, full.length);
    const columns = Array.from({ length: grid.columnCount }, (_, column) => column);
    this.dense = new Set(columns.filter((column) => shareOf(column, (text) => text !== "") >= 0.85));
    const always = columns.filter((column) => shareOf(column, (text) => text !== "") >= 0.97);
    const texts = always.filter((column) => shareOf(column, (text) => /\p{L}/u.test(text)) >= 0.9);
    const numbers = always.filter((column) => shareOf(column, (text) => /^\d{4,}$/.test(text)) >= 0.9);
    this.#digits = columns
      .filter((column) => !header.some((row) => digitsIn(grid.cell(row, column)) > 0))
      .filter((column) => shareOf(column, (text) => /\d/.test(text)) >= 0.8)
      // If nearly all begin with a digit, testing the first character is enough.
      .map((column) => ({ column, share: shareOf(column, (text) => /^\d/.test(text)) }))
      .sort((left, right) => right.share - left.share)
      .slice(0, maxDigitColumns)
      .map(({ column }) => column);
    const others = [...texts, ...numbers].filter((column) => !this.#digits.includes(column));
    this.#witnesses = others.slice(0, maxWitnesses - this.#digits.length);
  }

  /** Whether a row fills the columns that only data fills, with digits where data has them. False proves nothing. */
  isFull(placed: PlacedRow): boolean {
    const digits = this.#digits;
    const witnesses = this.#witnesses;
    if (digits.length === 0 || witnesses.length === 0) return false;
    for (let at = 0; at < digits.length; at++) {
      const column = digits[at] ?? 0;
      if (column >= placed.count || !hasDigit(placed.text, placed.start(column), placed.end(column))) return false;
    }
    for (let at = 0; at < witnesses.length; at++) {
      const column = witnesses[at] ?? 0;
      if (column >= placed.count || isBlank(placed.text, placed.start(column), placed.end(column))) return false;
    }
    return true;
  }

  /** Columns that may hold the identification. Computed only once a row is in doubt. */
  get keys(): readonly KeyColumn[] {
    this.#keys ??= this.#findKeys();
    return this.#keys;
  }

  /** Whether a row has an identification like the others'; if so, it is data. */
  isIdentified(cells: readonly string[]): boolean {
    return this.keys.some(({ column, digits }) => {
      const text = cells[column] ?? "";
      return text !== "" && labelOf(text) === null && digitsIn(text) >= digits;
    });
  }

  #findKeys(): KeyColumn[] {
    const builder = new GridBuilder();
    for (const row of [...this.#header, ...this.#full]) {
      const { cells, kinds, line } = this.#grid.sourceRow(row);
      builder.addRow(cells, kinds, line);
    }
    const grid = builder.finish();
    const headerLines = this.#header.length;
    const table = tableOf(grid, { headerRow: headerLines === 0 ? -1 : 0, headerLines, endRow: grid.rowCount });
    if (table.rowCount === 0) return [];
    return roleOfSheet(0, table).keys.map(({ column }) => {
      const counts = Array.from({ length: table.rowCount }, (_, row) => digitsIn(table.cell(row, column)));
      const some = counts.filter((count) => count > 0).sort((left, right) => left - right);
      const isOfDigits = some.length > table.rowCount / 2;
      const short = some[Math.floor(some.length * 0.1)] ?? 0;
      return { column, digits: isOfDigits ? Math.min(5, Math.max(1, short - 2)) : 0 };
    });
  }
}

/** Rows spread evenly over the file, ascending; all rows of a short file. */
export function sampleOf(from: number, rowCount: number): number[] {
  const count = rowCount - from;
  if (count <= rowsSampled) return Array.from({ length: Math.max(0, count) }, (_, index) => from + index);
  const rows = new Set(
    Array.from({ length: rowsSampled }, (_, index) => from + Math.floor(((index * evenStep) % 1) * count)),
  );
  return [...rows].sort((left, right) => left - right);
}

function digitsIn(text: string): number {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    if (isDigit(text.charCodeAt(at))) digits++;
  }
  return digits;
}

function hasDigit(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isDigit(text.charCodeAt(at))) return true;
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A file with columns of fixed width fills empty cells with blanks. */
function isBlank(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) <= 0x20) at++;
  return at >= end;
}
