import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { isBlank } from "#lib/domain/debtors/step-reader.ts";
import type { FieldId } from "#lib/domain/fields/field.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { FilledField } from "../protocol/review.ts";
import type { Sliced } from "../sliced.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Cells between two pauses: a few ms. */
const cellsAtOnce = 20_000;

interface Counted {
  readonly field: FieldId;
  readonly value: string;
  readonly columns: readonly number[];
  cells: number;
}

/** Counts the empty cells that get the value of `mapping.defaults`, by field. Joined values are not counted. */
export class FilledCells {
  readonly #rows: EditedRows;
  readonly #fields: readonly Counted[];

  static *counting(rows: EditedRows, context: DerivationContext): Sliced<FilledCells> {
    const filled = new FilledCells(rows, context);
    const { rowCount } = rows.table;
    for (const [index, counted] of filled.#fields.entries())
      for (const column of counted.columns)
        for (let row = 0; row < rowCount; row++) {
          if (isBlank(rows.text(row, column))) counted.cells++;
          if (row % cellsAtOnce === cellsAtOnce - 1) yield (index + row / rowCount) / filled.#fields.length;
        }
    return filled;
  }

  private constructor(rows: EditedRows, { mapping }: DerivationContext) {
    this.#rows = rows;
    this.#fields = mapping.defaults.map(({ field, value }) => {
      const columns = mapping.columns.flatMap((state, column) =>
        state.state === "field" && state.field === field ? [column] : [],
      );
      return { field, value, columns, cells: 0 };
    });
  }

  /** Counts the cells of these edits as they are now: -1 before they are written, 1 afterwards. */
  add(edits: readonly CellEdit[], sign: 1 | -1): void {
    const { rowCount } = this.#rows.table;
    for (const counted of this.#fields)
      for (const column of counted.columns) {
        // A cell with several edits counts once.
        const rows = new Set(edits.flatMap((edit) => (edit.column === column ? [edit.row] : [])));
        for (const row of rows) if (row < rowCount && isBlank(this.#rows.text(row, column))) counted.cells += sign;
      }
  }

  list(): FilledField[] {
    return this.#fields
      .filter(({ cells }) => cells > 0)
      .map(({ field, value, columns, cells }) => ({ field, value, column: columns[0] ?? null, cells }));
  }
}
