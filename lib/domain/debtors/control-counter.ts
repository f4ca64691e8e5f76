import type { CheckedRow, ControlTotals } from "./debtor.ts";
import type { DebtorVerdict } from "./judge-debtor.ts";
import { addTotals, sameTotals, TotalsCounter } from "./totals-counter.ts";

/** Adds up debtors by what becomes of them. Page and server count with it, so what one shows the other finds. */
export class ControlCounter {
  readonly #staged = new TotalsCounter();
  readonly #leftOut = new TotalsCounter();

  /** Counts a debtor by its rows and what judgeDebtor said of them; -1 takes it out again. */
  add(rows: readonly CheckedRow[], verdict: DebtorVerdict, sign: 1 | -1 = 1): void {
    if (verdict.isLeftOut) {
      // Row by row: what one debtor's rows add up to may be more than a number holds.
      for (const [index, row] of rows.entries()) {
        // A row whose debtor cannot be told counts as no debtor.
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

  /** Counts a debtor that is sent whole, each of its rows with one obligation. */
  addWhole(rows: number, cents: number): void {
    this.#staged.add(rows, 1, rows, cents);
  }

  totals(): ControlTotals {
    const staged = this.#staged.totals();
    const leftOut = this.#leftOut.totals();
    return { file: addTotals(staged, leftOut), setAside: 0, leftOut, staged };
  }
}

/** The same with rows of the file that are no data. */
export function withSetAside(totals: ControlTotals, rows: number): ControlTotals {
  const { file, setAside } = totals;
  return { ...totals, file: { ...file, rows: file.rows + rows }, setAside: setAside + rows };
}

/** Whether anything of a file is left out: a row under another header owes nothing, and an obligation that is repeated may be part of its row. */
export function hasLeftOut({ leftOut }: Pick<ControlTotals, "leftOut">): boolean {
  return leftOut.rows > 0 || leftOut.obligations > 0;
}

/** Whether the parts of a file make it up. */
export function isWholeFile({ file, setAside, leftOut, staged }: ControlTotals): boolean {
  const parts = addTotals(leftOut, staged);
  return sameTotals(file, { ...parts, rows: parts.rows + setAside });
}

/** Whether two who counted say the same. */
export function sameControlTotals(a: ControlTotals, b: ControlTotals): boolean {
  return (
    a.setAside === b.setAside &&
    sameTotals(a.file, b.file) &&
    sameTotals(a.leftOut, b.leftOut) &&
    sameTotals(a.staged, b.staged)
  );
}
