import { maxCellCharacters } from "#lib/domain/table/cell-edit.ts";
import type { PasteEffect } from "../../protocol/blocks.ts";
import type { ChangeCollector } from "../../review/cell-changes.ts";
import type { Sliced } from "../../sliced.ts";

/** Where a block is pasted. Rows and columns of the file, in the order of the table. */
export interface PasteTarget {
  /** How many rows and columns are selected. */
  readonly rowCount: number;
  readonly columnCount: number;
  /** Rows and columns from the first selected one to the end of the table. */
  readonly rows: ArrayLike<number>;
  readonly columns: readonly number[];
  readonly isLeftOut: (column: number) => boolean;
}

/** Cells between two pauses: some 10 ms. */
const cellsAtOnce = 20_000;

/** The size of what a block fills: the block itself, or a selection that holds it a whole number of times. */
export function pastedSize(
  block: readonly (readonly string[])[],
  { rowCount, columnCount }: Pick<PasteTarget, "rowCount" | "columnCount">,
): { readonly rows: number; readonly columns: number; readonly width: number } {
  const width = block.reduce((most, cells) => Math.max(most, cells.length), 1);
  const isRepeated = rowCount % block.length === 0 && columnCount % width === 0;
  return { rows: isRepeated ? rowCount : block.length, columns: isRepeated ? columnCount : width, width };
}

/** Collects the cells that a paste writes. */
export function* pasteBlock(
  block: readonly (readonly string[])[],
  target: PasteTarget,
  into: ChangeCollector,
): Sliced<PasteEffect> {
  const size = pastedSize(block, target);
  const rows = Math.min(size.rows, target.rows.length);
  const columns = target.columns.slice(0, size.columns);
  const rowsAtOnce = Math.ceil(cellsAtOnce / columns.length);
  let tooLong = 0;
  for (let at = 0; at < rows; at++) {
    const cells = block[at % block.length] ?? [];
    for (const [place, column] of columns.entries()) {
      // A row may have fewer cells than others: what it lacks stays as it is.
      const text = cells[place % size.width];
      if (text === undefined) continue;
      if (text.length > maxCellCharacters) tooLong++;
      else into.addIfOther(target.rows[at] ?? 0, column, text);
    }
    if (at % rowsAtOnce === rowsAtOnce - 1) yield at / rows;
  }
  const leftOut = columns.filter(target.isLeftOut);
  const cutRows = size.rows - rows;
  const cutColumns = size.columns - columns.length;
  const asks = cutRows > 0 || cutColumns > 0 || leftOut.length > 0;
  return { rows, columns: columns.length, cutRows, cutColumns, leftOut, tooLong, asks };
}
