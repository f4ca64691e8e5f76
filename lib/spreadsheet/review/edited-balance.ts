import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowBalance, type RowBalance } from "#lib/domain/debtors/row-balance.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { Sliced } from "../sliced.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Rows between two pauses: a few ms. */
const rowsAtOnce = 1_000;

/** What a person's corrections add to the file's balance, in cents, as the server will find it. */
export class EditedBalance {
  readonly #rows: EditedRows;
  readonly #columns: readonly number[];
  readonly #balance: RowBalance;
  #cents = 0;

  static *counting(rows: EditedRows, context: DerivationContext): Sliced<EditedBalance> {
    const edited = new EditedBalance(rows, context);
    const all = rows.editedRows();
    for (const [at, row] of all.entries()) {
      edited.#cents += edited.#centsOf(row);
      if (at % rowsAtOnce === rowsAtOnce - 1) yield at / all.length;
    }
    return edited;
  }

  private constructor(rows: EditedRows, context: DerivationContext) {
    this.#rows = rows;
    this.#balance = compileRowBalance(context);
    this.#columns = context.mapping.columns.flatMap((_, column) => (this.#balance.isIn(column) ? [column] : []));
  }

  get cents(): number {
    return this.#cents;
  }

  /** Counts the rows of these edits as they are now: -1 before they are written, 1 afterwards. */
  add(edits: readonly CellEdit[], sign: 1 | -1): void {
    for (const row of new Set(edits.map((edit) => edit.row))) this.#cents += sign * this.#centsOf(row);
  }

  #centsOf(row: number): number {
    if (this.#columns.every((column) => this.#rows.editedText(row, column) === undefined)) return 0;
    return this.#balance.centsOf(this.#rows.sourceRow(row)) - this.#balance.centsOf(this.#rows.table.sourceRow(row));
  }
}
