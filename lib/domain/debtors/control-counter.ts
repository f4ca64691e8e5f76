import type { CheckedRow, ControlTotals } from "./debtor.ts";
import type { DebtorVerdict } from "./judge-debtor.ts";
import { addTotals, sameTotals, TotalsCounter } from "./totals-counter.ts";

/**
 * Adds up debtors by whether they are staged or left out. Page and server both count with it,
 * so their totals agree.
 */
export class ControlCounter {
  readonly #staged = new TotalsCounter();
  readonly #leftOut = new TotalsCounter();

  /** Counts a debtor by its rows and judgeDebtor's verdict; sign -1 subtracts it again. */
  add(rows: readonly CheckedRow[], verdict: DebtorVerdict, sign: 1 | -1 = 1): void {
    if (verdict.isLeftOut) {
      // Row by row: the sum of one debtor's rows may be more than a number holds exactly.
      for (const [index, row] of rows.entries()) {
        // A row without a readable identification counts as no debtor.
        const debtors = index === 0 && row.identification !== null ? sign : 0;
        this.#leftOut.add(sign, debtors, sign * row.obligations.length, sign * row.balanceCents);
      }
      return;
    }
    const { rowCount, obligationCount, balanceCents, repetitions } = verdict;
    this.#staged.add(sign * rowCount, sign, sign * obligationCount, sign * balanceCents);
    for (const { isWholeRow, obligations, cents } of repetitions)
      this.#leftOut.add(isWholeRow ? sign : 0, 0, sign * obligations.length, sign * cents);
  }

  /** Counts a debtor that is sent whole, with one obligation in each of its rows; sign -1 subtracts it again. */
  addWhole(rows: number, cents: number, sign: 1 | -1 = 1): void {
    this.#staged.add(sign * rows, sign, sign * rows, sign * cents);
  }

  /** Counts more cents (or fewer) of a debtor that is sent whole. */
  addCents(cents: number): void {
    this.#staged.add(0, 0, 0, cents);
  }

  totals(): ControlTotals {
    const staged = this.#staged.totals();
    const leftOut = this.#leftOut.totals();
    return { file: addTotals(staged, leftOut), setAside: 0, leftOut, staged };
  }
}

/** The same totals plus `rows` rows that were set aside. */
export function withSetAside(totals: ControlTotals, rows: number): ControlTotals {
  const { file, setAside } = totals;
  return { ...totals, file: { ...file, rows: file.rows + rows }, setAside: setAside + rows };
}

/**
 * Whether anything is left out. Checks both: a row under another header has no obligations, and a repeated
 * obligation may be only part of its row.
 */
export function hasLeftOut({ leftOut }: Pick<ControlTotals, "leftOut">): boolean {
  return leftOut.rows > 0 || leftOut.obligations > 0;
}

/** Whether file = set aside + left out + staged. */
export function isWholeFile({ file, setAside, leftOut, staged }: ControlTotals): boolean {
  const parts = addTotals(leftOut, staged);
  return sameTotals(file, { ...parts, rows: parts.rows + setAside });
}

/** Whether two counts agree in every figure. */
export function sameControlTotals(a: ControlTotals, b: ControlTotals): boolean {
  return (
    a.setAside === b.setAside &&
    sameTotals(a.file, b.file) &&
    sameTotals(a.leftOut, b.leftOut) &&
    sameTotals(a.staged, b.staged)
  );
}
