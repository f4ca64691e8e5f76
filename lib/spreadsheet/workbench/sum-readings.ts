import { amountCleaner, centsOf } from "#lib/domain/cleaning/amount.ts";
import type { DecimalMark } from "#lib/domain/cleaning/decimal.ts";
import { TotalsCounter } from "#lib/domain/debtors/totals-counter.ts";
import type { AmountUnit } from "#lib/domain/mapping/cell-reading.ts";
import type { ReadingSum, ReadingSums } from "#lib/domain/mapping/columns/column-report.ts";
import type { CellKind, Table } from "#lib/domain/table/table.ts";

/**
 * The sums of a column of amounts in `unit` under both decimal marks, over all rows. Amounts in another
 * currency than the tenant's (`currency`, ISO 4217) are in neither.
 */
export function sumReadings(
  table: Table,
  column: number,
  currency?: string,
  unit: AmountUnit = "written",
): ReadingSums {
  const comma = new Adder(",", unit, currency);
  const dot = new Adder(".", unit, currency);
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.cell(row, column);
    if (text === "") continue;
    const kind = table.kind(row, column);
    comma.add(text, kind);
    dot.add(text, kind);
  }
  return { ",": comma.sum(), ".": dot.sum() };
}

class Adder {
  readonly #clean;
  readonly #total = new TotalsCounter();
  #unreadable = 0;

  constructor(mark: DecimalMark, unit: AmountUnit, currency: string | undefined) {
    this.#clean = amountCleaner(mark, unit, currency);
  }

  add(text: string, kind: CellKind): void {
    const value = this.#clean(text, kind, (code) => {
      // Rounded and negative amounts have a value; all others are unreadable, and the review reports them.
      if (code !== "amount_rounded" && code !== "amount_negative") this.#unreadable++;
    });
    this.#total.add(0, 0, 0, centsOf(value));
  }

  sum(): ReadingSum {
    return { sum: this.#total.totals().balance, unreadable: this.#unreadable };
  }
}
