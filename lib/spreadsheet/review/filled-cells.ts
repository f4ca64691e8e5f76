import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { isBlank } from "#lib/domain/debtors/step-reader.ts";
import type { FieldId } from "#lib/domain/fields/field.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { FilledField } from "../protocol/review.ts";
import type { EditedRows } from "./edited-rows.ts";

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

  constructor(rows: EditedRows, { mapping }: DerivationContext) {
    this.#rows = rows;
    this.#fields = mapping.defaults.map(({ field, value }) => {
      const columns = mapping.columns.flatMap((state, column) =>
        state.state === "field" && state.field === field ? [column] : [],
      );
      return { field, value, columns, cells: 0 };
    });
    for (const counted of this.#fields)
      for (const column of counted.columns)
        for (let row = 0; row < rows.table.rowCount; row++) if (isBlank(rows.text(row, column))) counted.cells++;
  }

  /** Counts these cells as they are now: -1 before they are written, 1 afterwards. Each cell once. */
  add(cells: Iterable<Pick<CellEdit, "row" | "column">>, sign: 1 | -1): void {
    if (this.#fields.length === 0) return;
    for (const { row, column } of cells)
      for (const counted of this.#fields)
        if (counted.columns.includes(column) && isBlank(this.#rows.text(row, column))) counted.cells += sign;
  }

  list(): FilledField[] {
    return this.#fields
      .filter(({ cells }) => cells > 0)
      .map(({ field, value, columns, cells }) => ({ field, value, column: columns[0] ?? null, cells }));
  }
}
