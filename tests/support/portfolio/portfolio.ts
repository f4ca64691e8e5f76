import { type Debtor, debtorAt } from "./debtor.ts";
import { type Obligation, obligationAt } from "./obligation.ts";
import { randomAt } from "./random.ts";

export interface PortfolioOptions {
  /** Data rows: one per obligation. */
  readonly rows: number;
  readonly seed: number;
  /** Share of rows with a deliberate error; 0 for a file that is accepted whole. */
  readonly errorShare: number;
}

/** What was done to a row on purpose. */
export const deliberateErrors = ["amount", "date", "identification", "telephone"] as const;
export type DeliberateError = (typeof deliberateErrors)[number];

export interface PortfolioRow {
  /** 0 is the first data row. */
  readonly row: number;
  readonly debtor: Debtor;
  readonly obligation: Obligation;
  readonly error: DeliberateError | null;
  /** ISO date of the file, if it is not the usual one. */
  readonly cutOff?: string;
}

/** What can be written to a file and told as a truth. */
export interface PortfolioRows {
  rows(): Iterable<PortfolioRow>;
}

/**
 * A portfolio of which any row can be made by itself. A debtor's obligations are scattered over the file, as
 * if a bank had sorted it by product: row r holds slot (r × step) mod rows, where step and rows have no
 * common divisor.
 */
export class Portfolio {
  readonly options: PortfolioOptions;
  readonly #debtorOfSlot: Uint32Array;
  readonly #step: number;

  constructor(options: PortfolioOptions) {
    this.options = options;
    this.#debtorOfSlot = new Uint32Array(options.rows);
    let slot = 0;
    for (let number = 0; slot < options.rows; number++) {
      const end = Math.min(options.rows, slot + debtorAt(options.seed, number).obligations);
      this.#debtorOfSlot.fill(number, slot, end);
      slot = end;
    }
    this.#step = stepFor(options.rows);
  }

  rowAt(row: number): PortfolioRow {
    const { rows, seed, errorShare } = this.options;
    const slot = (row * this.#step) % rows;
    const random = randomAt(seed, row, 3);
    return {
      row,
      debtor: debtorAt(seed, this.#debtorOfSlot[slot] ?? 0),
      obligation: obligationAt(seed, slot),
      error: errorShare > 0 && random.chance(errorShare) ? random.pick(deliberateErrors) : null,
    };
  }

  *rows(): Generator<PortfolioRow> {
    for (let row = 0; row < this.options.rows; row++) yield this.rowAt(row);
  }
}

/**
 * A step through so many rows: about 0.62 of them, without a common divisor: neighbours in the file are far apart in the portfolio.
 */
export function stepFor(rows: number): number {
  let step = Math.max(1, Math.floor(rows * 0.618));
  while (divisor(step, rows) !== 1) step++;
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
