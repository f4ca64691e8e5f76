import { kindOf } from "#lib/domain/debtors/step-reader.ts";
import { PlacedCells } from "#lib/domain/table/placed-cells.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { Table } from "#lib/domain/table/table.ts";

type Edit = readonly [row: number, text: string];

/** Goes through the cells of a column, from the first row to the last, without cutting them out. */
export class ColumnScan {
  readonly cells = new PlacedCells();
  readonly #table: Table;
  readonly #column: number;
  readonly #edits: Iterator<Edit>;
  /** The next correction; null if there is none. */
  #edit: Edit | null;
  readonly #row = new PlacedRow();

  /** `edits`: the column's corrections, ascending; without them the cells are as the file has them. */
  constructor(table: Table, column: number, edits: Iterable<Edit> = []) {
    this.#table = table;
    this.#column = column;
    this.#edits = edits[Symbol.iterator]();
    this.#edit = this.#nextEdit();
  }

  /** Places in `cells` the cell of row `from`, and those of some rows that follow, all before row `to`. */
  place(from: number, to: number): void {
    while (this.#edit !== null && this.#edit[0] < from) this.#edit = this.#nextEdit();
    if (this.#edit?.[0] === from) this.cells.placeOne(this.#edit[1], "text");
    else this.#placeOfFile(from, Math.min(to, this.#edit?.[0] ?? to));
  }

  #placeOfFile(from: number, to: number): void {
    if (this.#table.placeColumn !== undefined) {
      this.#table.placeColumn(this.#column, from, to, this.cells);
      return;
    }
    // Tables with merged cells or of two sheets have no text of their own.
    const [row, column] = [this.#row, this.#column];
    this.#table.place(from, row);
    if (column < row.count)
      this.cells.placeOne(row.text, kindOf(row.kinds, column), row.start(column), row.end(column));
    else this.cells.placeOne("", "text");
  }

  #nextEdit(): Edit | null {
    const { done, value } = this.#edits.next();
    return done === true ? null : value;
  }
}
