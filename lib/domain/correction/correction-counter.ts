import type { CheckedRow, Totals } from "../debtors/debtor.ts";
import type { DebtorVerdict } from "../debtors/judge-debtor.ts";
import { TotalsCounter } from "../debtors/totals-counter.ts";
import type { CorrectedReport } from "./correction.ts";
import type { ReportFigures } from "./report-figures.ts";

/** Counts what a corrected report has compared with the upload it corrects. Page and server both count with it. */
export class CorrectionCounter {
  readonly #correction: Pick<CorrectedReport, "earlier" | "isAdded">;
  readonly #missingHere = new Set<string>();
  readonly #carried = new TotalsCounter();
  #inReport = 0;
  #added = 0;

  constructor(correction: Pick<CorrectedReport, "earlier" | "isAdded">) {
    this.#correction = correction;
  }

  /** Counts a debtor by its rows and verdict, or a row without a debtor; sign -1 subtracts it again. */
  add(rows: readonly CheckedRow[], verdict: DebtorVerdict, sign: 1 | -1 = 1): void {
    const { earlier, isAdded } = this.#correction;
    const reported = rows.filter(({ row }) => !isAdded(row));
    const identification = rows[0]?.identification ?? null;
    if (identification !== null) {
      if (reported.length > 0) this.#inReport += sign;
      else this.#added += sign;
      if (earlier.missing.has(identification)) this.#missingHere[sign === 1 ? "add" : "delete"](identification);
    }
    if (verdict.isLeftOut) {
      const debtors = identification === null ? 0 : sign;
      for (const [index, { obligations, balanceCents }] of reported.entries())
        this.#carried.add(sign, index === 0 ? debtors : 0, sign * obligations.length, sign * balanceCents);
      return;
    }
    for (const { row, isWholeRow, obligations, cents } of verdict.repetitions)
      if (!isAdded(row)) this.#carried.add(isWholeRow ? sign : 0, 0, sign * obligations.length, sign * cents);
  }

  /** `renamed`: identifications that rows of the file had in the report and no longer have. */
  figures(renamed: Iterable<string>): ReportFigures {
    const { missing } = this.#correction.earlier;
    const here = new Set(this.#missingHere);
    for (const was of renamed) if (missing.has(was)) here.add(was);
    return { inReport: this.#inReport, added: this.#added, removed: missing.size - here.size };
  }

  /** Totals left out from rows that were in the report: the corrected upload already counts them. */
  carried(): Totals {
    return this.#carried.totals();
  }
}
