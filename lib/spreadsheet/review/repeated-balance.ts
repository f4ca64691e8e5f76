import { centsOf } from "#lib/domain/cleaning/amount.ts";
import { compileObligationReaders } from "#lib/domain/debtors/compile-obligation-readers.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { OneCellReader } from "#lib/domain/debtors/one-cell-reader.ts";
import { TotalsCounter } from "#lib/domain/debtors/totals-counter.ts";
import { obligationIdField, totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import { headerMeanings } from "#lib/domain/mapping/headers/fold-header.ts";
import { otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { RepeatedBalance } from "../protocol/review.ts";
import type { DebtorIndex } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Debtors, spread over the file, among which some with two obligations are looked for. */
const maxLooked = 20_000;

/** Debtors with two obligations whose rows are read: enough for a share, and a few milliseconds. */
const maxSampled = 2_000;

/** Share of them that may have obligations of different balances: slips, and debts paid in between. */
const differingShare = 0.1;

/** Share of the repeated balances that must be distinct. A few prices for all clients repeat by nature. */
const distinctShare = 0.5;

/** Fewer may be chance, unless the header names the client. */
const leastDebtors = 2;

/** The balances of a debtor's obligations. */
interface Owed {
  /** How often there is one. */
  readonly count: number;
  /** Cents of the first; of all if `isSame`. */
  readonly cents: number;
  readonly isSame: boolean;
}

/**
 * Finds out whether the balance is the debtor's total, written on each of its obligations: debtors with two
 * or more have one balance on all, and not the others' one. Then rows count it several times. Reads a sample;
 * only if it shows that, all rows are read for both sums. Null if not, or if balance or obligation come from
 * no single column. `debtors` is closed.
 */
export function findRepeatedBalance(
  rows: EditedRows,
  debtors: DebtorIndex,
  context: DerivationContext,
): RepeatedBalance | null {
  const balances = new Balances(rows, debtors, context);
  const { column } = balances;
  if (column === null || !isRepeated(balances, debtors, rows.table.columns[column]?.header ?? "")) return null;
  const sum = new TotalsCounter();
  const once = new TotalsCounter();
  const add = (cents: number) => {
    sum.add(0, 0, 0, cents);
    once.add(0, 0, 0, cents);
  };
  for (let row = 0; row < rows.table.rowCount; row++) for (const cents of balances.ofRow(row)) add(cents);
  let [same, ofDebtors] = [0, 0];
  for (let debtor = 0; debtor < debtors.debtorCount; debtor++) {
    const owed = balances.mayRepeat(debtor) ? balances.owedBy(debtor) : null;
    if (owed === null) continue;
    ofDebtors++;
    if (!owed.isSame) continue;
    same++;
    once.subtract(0, 0, 0, owed.cents * (owed.count - 1));
  }
  return { column, debtors: same, ofDebtors, sum: sum.totals().balance, once: once.totals().balance };
}

function isRepeated(balances: Balances, debtors: DebtorIndex, header: string): boolean {
  const { debtorCount } = debtors;
  const step = Math.max(1, Math.ceil(debtorCount / maxLooked));
  const repeated = new Set<number>();
  let [same, differing] = [0, 0];
  for (let debtor = 0; debtor < debtorCount && same < maxSampled; debtor += step) {
    const owed = balances.mayRepeat(debtor) ? balances.owedBy(debtor) : null;
    if (owed === null) continue;
    if (owed.isSame) {
      same++;
      repeated.add(owed.cents);
    } else if (++differing > maxSampled * differingShare) return false;
  }
  const least = headerMeanings(header).has("cliente") ? 1 : leastDebtors;
  const isNearlyAll = differing <= (same + differing) * differingShare;
  return isNearlyAll && same >= least && repeated.size >= Math.max(least, same * distinctShare);
}

/** The balances of rows and debtors, by their current cells. */
class Balances {
  readonly #rows: EditedRows;
  readonly #debtors: DebtorIndex;
  readonly #context: DerivationContext;
  readonly #ids: readonly OneCellReader[];
  readonly #amounts: readonly OneCellReader[];

  constructor(rows: EditedRows, debtors: DebtorIndex, context: DerivationContext) {
    this.#rows = rows;
    this.#debtors = debtors;
    this.#context = context;
    this.#ids = compileObligationReaders(context, obligationIdField);
    this.#amounts = compileObligationReaders(context, totalBalanceField);
  }

  /** The first column of balances; null if there is none to look at. */
  get column(): number | null {
    return this.#ids.length === this.#amounts.length ? (this.#amounts[0]?.column ?? null) : null;
  }

  /** False only for a debtor that cannot have two obligations. */
  mayRepeat(debtor: number): boolean {
    return this.#amounts.length > 1 || this.#debtors.sizeOf(debtor) > 1;
  }

  /** The cents of each of a row's readable balances. */
  ofRow(row: number): readonly number[] {
    if (this.#isElsewhere(row)) return [];
    return this.#amounts.flatMap((reader) => this.#read(row, reader) ?? []).map(centsOf);
  }

  /** Null for a debtor with fewer than two obligations that have a balance, or that owes nothing. */
  owedBy(debtor: number): Owed | null {
    const ids = new Set<string>();
    const balances: number[] = [];
    const rows = this.#debtors.rowsOf(debtor);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      if (this.#isElsewhere(row)) continue;
      for (const [place, reader] of this.#amounts.entries()) {
        const id = this.#read(row, this.#ids[place]);
        const amount = this.#read(row, reader);
        if (id === null || amount === null) continue;
        ids.add(id);
        balances.push(centsOf(amount));
      }
    }
    const [cents = 0] = balances;
    if (ids.size < 2) return null;
    const isSame = balances.every((other) => other === cents);
    return isSame && cents === 0 ? null : { count: balances.length, cents, isSame };
  }

  #read(row: number, reader: OneCellReader | undefined): string | null {
    return reader === undefined
      ? null
      : reader.read(this.#rows.text(row, reader.column), this.#rows.kind(row, reader.column));
  }

  /** Rows under another header have other columns. */
  #isElsewhere(row: number): boolean {
    const { otherHeaders = [] } = this.#context.mapping;
    return otherHeaders.length > 0 && otherHeaderOver(otherHeaders, this.#rows.table.line(row)) > 0;
  }
}
