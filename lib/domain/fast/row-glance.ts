import { groupedNumber, plainNumber } from "../cleaning/whole-digits.ts";
import { type OtherHeader, otherHeaderOver } from "../table/other-order.ts";
import type { PlacedRow } from "../table/placed-row.ts";
import { type RowWidth, widthFault } from "../table/row-width.ts";
import type { CellGlance, CellGlances } from "./cell-glance.ts";

/** A step of the reading plan whose cells are judged by glances. */
export interface GlancedStep {
  readonly glances: CellGlances;
  readonly columns: readonly number[];
  /** The number for an empty cell, NaN if it has no value; null if the row reader has to read an empty cell. */
  readonly blank: number | null;
  /** A debtor's field other than the identification: all rows of the debtor should have the same value. */
  readonly isDebtor: boolean;
  readonly slot: number;
}

/** What a `RowGlance` is made from: one plan per mapping. */
export interface GlancePlan {
  /** The column of the identification. */
  readonly identification: number;
  readonly steps: readonly GlancedStep[];
  readonly slots: number;
  readonly balanceSlot: number;
  readonly contradicts: (numbers: Float64Array) => boolean;
  readonly width: RowWidth;
  readonly otherHeaders: readonly OtherHeader[];
  /** Whether a row shows one of the oddities that the page found in its file; null if no row of the file does. */
  readonly watch: ((row: PlacedRow) => boolean) | null;
}

const letterT = 0x74;
const letterN = 0x6e;
const letterD = 0x64;

/**
 * Tells whether a row is plain, that is without issues, without making strings of its cells (decision 19). Nearly
 * every row is plain, and a glance takes a tenth of reading the row. Where it doubts, the row reader decides.
 */
export class RowGlance {
  /** Balance of the row that `isPlain` last called plain, in cents; 0 if it has none. */
  balanceCents = 0;
  /**
   * Two 32-bit digests of the debtor's cells in the row last digested: two rows with the same digests have
   * the same cells.
   */
  digest1 = 0;
  digest2 = 0;
  readonly #identification: number;
  readonly #debtorSteps: readonly GlancedStep[];
  readonly #rowSteps: readonly GlancedStep[];
  readonly #numbers: Float64Array;
  readonly #balanceSlot: number;
  readonly #contradicts: (numbers: Float64Array) => boolean;
  readonly #width: RowWidth;
  readonly #otherHeaders: readonly OtherHeader[];
  readonly #watch: GlancePlan["watch"];

  constructor(plan: GlancePlan) {
    const { identification, steps, slots, balanceSlot, contradicts, width, otherHeaders, watch } = plan;
    this.#width = width;
    this.#otherHeaders = otherHeaders;
    this.#watch = watch;
    this.#identification = identification;
    this.#debtorSteps = steps.filter(({ isDebtor }) => isDebtor);
    this.#rowSteps = steps.filter(({ isDebtor }) => !isDebtor);
    this.#numbers = new Float64Array(slots);
    this.#balanceSlot = balanceSlot;
    this.#contradicts = contradicts;
  }

  /**
   * The row's identification if it is a number from 1 on, of at most 15 digits without leading zeros.
   * Otherwise 0, as under another header, where the identification may be in another column.
   */
  identificationOf(row: PlacedRow): number {
    if (this.#otherHeaders.length > 0 && otherHeaderOver(this.#otherHeaders, row.line) > 0) return 0;
    const column = this.#identification;
    if (column >= row.count) return 0;
    const letter = row.kinds === null ? letterT : row.kinds.charCodeAt(column);
    if (letter !== letterT && letter !== letterN) return 0;
    const start = row.start(column);
    const end = row.end(column);
    return plainNumber(row.text, start, end) || (letter === letterT ? groupedNumber(row.text, start, end) : 0);
  }

  /** Sets both digests from the row's cells of debtor fields. */
  digest(row: PlacedRow): void {
    const { text, kinds, count } = row;
    let digest1 = 0x1f83d9ab;
    let digest2 = 0x5be0cd19;
    for (const { columns } of this.#debtorSteps) {
      for (const column of columns) {
        const start = column < count ? row.start(column) : 0;
        const end = column < count ? row.end(column) : 0;
        const letter = kinds === null || start === end ? letterT : kinds.charCodeAt(column);
        // With the length digested too, different texts never have the same pairs of characters.
        const kindAndLength = (letter << 24) | (end - start);
        digest1 = Math.imul(digest1 ^ kindAndLength, 0x9e3779b1);
        digest2 = (Math.imul(digest2, 0x85ebca6b) + kindAndLength) | 0;
        for (let at = start; at < end; at += 2) {
          const pair = text.charCodeAt(at) | (at + 1 < end ? text.charCodeAt(at + 1) << 16 : 0);
          digest1 = Math.imul(digest1 ^ pair, 0x9e3779b1);
          digest2 = (Math.imul(digest2, 0x85ebca6b) + pair) | 0;
        }
      }
    }
    this.digest1 = digest1;
    this.digest2 = digest2;
  }

  /**
   * Whether the row reader would report nothing for the row, required debtor fields included. `isAlike`: a
   * plain row has the same cells in the debtor's fields, so these are not checked again.
   */
  isPlain(row: PlacedRow, isAlike: boolean): boolean {
    const { count } = row;
    const width = this.#width;
    if ((count < width.least || count > width.most) && widthFault(width, count, row.filledEnd) !== null) return false;
    if (!isAlike) for (const step of this.#debtorSteps) if (!this.#takes(step, row)) return false;
    for (const step of this.#rowSteps) if (!this.#takes(step, row)) return false;
    if (this.#contradicts(this.#numbers)) return false;
    if (this.#watch?.(row) === true) return false;
    const balance = this.#numbers[this.#balanceSlot] ?? Number.NaN;
    this.balanceCents = Number.isNaN(balance) ? 0 : balance;
    return true;
  }

  #takes({ columns, glances, blank, isDebtor, slot }: GlancedStep, row: PlacedRow): boolean {
    const { text, kinds, count } = row;
    let number = Number.NaN;
    for (const column of columns) {
      const start = column < count ? row.start(column) : 0;
      const end = column < count ? row.end(column) : 0;
      if (start === end) continue;
      const glance = kinds === null ? glances.text : glanceOf(glances, kinds.charCodeAt(column));
      if (glance === null) return false;
      number = glance(text, start, end);
      if (Number.isNaN(number)) return false;
    }
    if (Number.isNaN(number)) {
      if (blank === null) return false;
      number = blank;
    }
    if (!isDebtor && slot >= 0) this.#numbers[slot] = number;
    return true;
  }
}

function glanceOf(glances: CellGlances, letter: number): CellGlance | null {
  return letter === letterT
    ? glances.text
    : letter === letterN
      ? glances.number
      : letter === letterD
        ? glances.date
        : null;
}
