import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowBalance, type RowBalance } from "#lib/domain/debtors/row-balance.ts";
import type { EditedRows } from "./edited-rows.ts";

/** What a person's corrections add to the file's balance, in cents, as the server will find it. */
export class EditedBalance {
  readonly #rows: EditedRows;
  readonly #columns: readonly number[];
  readonly #balance: RowBalance;
  #known = { revision: 0, cents: 0 };

  constructor(rows: EditedRows, context: DerivationContext) {
    this.#rows = rows;
    this.#balance = compileRowBalance(context);
    this.#columns = context.mapping.columns.flatMap((_, column) => (this.#balance.isIn(column) ? [column] : []));
  }

  cents(): number {
    const revision = this.#columns.reduce((sum, column) => sum + this.#rows.revisionOf(column), 0);
    if (revision !== this.#known.revision) this.#known = { revision, cents: this.#sum() };
    return this.#known.cents;
  }

  #sum(): number {
    const rows = new Set(this.#columns.flatMap((column) => Array.from(this.#rows.editsOf(column), ([row]) => row)));
    let cents = 0;
    for (const row of rows)
      cents +=
        this.#balance.centsOf(this.#rows.sourceRow(row)) - this.#balance.centsOf(this.#rows.table.sourceRow(row));
    return cents;
  }
}
