import { groupedNumber, plainNumber } from "../cleaning/whole-digits.ts";
import { type OtherHeader, otherHeaderOver } from "../table/other-order.ts";
import type { PlacedRow } from "../table/placed-row.ts";
import { type RowWidth, widthFault } from "../table/row-width.ts";
import type { CellGlance, CellGlances } from "./cell-glance.ts";

/** A step whose cells are glanced over. */
export interface GlancedStep {
  readonly glances: CellGlances;
  readonly columns: readonly number[];
  /** The number of an empty cell's value, NaN where it has none; null where an empty cell is no small matter. */
  readonly blank: number | null;
  /** Of the debtor: all its rows should say the same. */
  readonly isDebtor: boolean;
  readonly slot: number;
}

/** What rows of a mapping are glanced over by. */
export interface GlancePlan {
  /** The column of the identification. */
  readonly identification: number;
  readonly steps: readonly GlancedStep[];
  readonly slots: number;
  readonly balanceSlot: number;
  readonly contradicts: (numbers: Float64Array) => boolean;
  readonly width: RowWidth;
  readonly otherHeaders: readonly OtherHeader[];
  /** Whether a row shows something that the page knows of its file. */
  readonly watch: ((row: PlacedRow) => boolean) | null;
}

const letterT = 0x74;
const letterN = 0x6e;
const letterD = 0x64;

/**
 * Looks at a row where it stands and says whether there is nothing to say of it, without making texts of its cells. Nearly every row of a
 * file is like that, and looking costs a tenth of reading. Whatever it is not sure of, the row's own reader has to tell.
 */
export class RowGlance {
  /** What the row glanced at last says of its balance. */
  balanceCents = 0;
  /** Two digests of what the row digested last says of its debtor: where both are those of another row, the two say the same. */
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

  /** A row's identification where it is a number from 1 on without leading zeros, else 0: under another header it may stand elsewhere. */
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

  /** Makes both digests of what a row's cells say of its debtor. */
  digest(row: PlacedRow): void {
    const { text, kinds, count } = row;
    let digest1 = 0x1f83d9ab;
    let digest2 = 0x5be0cd19;
    for (const { columns } of this.#debtorSteps) {
      for (const column of columns) {
        const start = column < count ? row.start(column) : 0;
        const end = column < count ? row.end(column) : 0;
        const letter = kinds === null || start === end ? letterT : kinds.charCodeAt(column);
        // Of texts of one length no two are the same in pairs of characters.
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
   * Whether the row's reader would find nothing wrong with it, required debtor fields included. `isAlike`: a plain row says the same of its
   * debtor, so of these cells nothing is to be told.
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
