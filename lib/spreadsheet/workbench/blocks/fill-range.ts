import type { ChangeCollector } from "../../review/cell-changes.ts";
import type { EditedRows } from "../../review/edited-rows.ts";
import type { Sliced } from "../../sliced.ts";

/** Cells between two pauses: some 10 ms. */
const cellsAtOnce = 20_000;

/** Collects the cells that get the first row's texts. */
export function* fillDown(
  edited: EditedRows,
  [first, ...rows]: readonly number[],
  columns: readonly number[],
  into: ChangeCollector,
): Sliced<void> {
  if (first === undefined) return;
  const texts = columns.map((column) => edited.text(first, column));
  yield* fillWith(rows, columns, (place) => texts[place] ?? "", into);
}

/** Collects the cells that get a text by their column's place in `columns`. */
export function* fillWith(
  rows: readonly number[],
  columns: readonly number[],
  textAt: (place: number) => string,
  into: ChangeCollector,
): Sliced<void> {
  const rowsAtOnce = Math.ceil(cellsAtOnce / Math.max(1, columns.length));
  for (const [at, row] of rows.entries()) {
    for (const [place, column] of columns.entries()) into.addIfOther(row, column, textAt(place));
    if (at % rowsAtOnce === rowsAtOnce - 1) yield at / rows.length;
  }
}
