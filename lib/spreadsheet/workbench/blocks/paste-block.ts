import { maxCellCharacters } from "#lib/domain/table/cell-edit.ts";
import type { PasteEffect } from "../../protocol/blocks.ts";
import type { ChangeCollector } from "../../review/cell-changes.ts";
import type { Sliced } from "../../sliced.ts";

type CopiedBlock = readonly (readonly string[])[];

/** What a block fills. */
export interface PastedSize {
  readonly rows: number;
  readonly columns: number;
  /** The columns of the block itself. */
  readonly width: number;
}

/** Where a block is pasted. Rows and columns of the file, in the order of the table. */
export interface PasteTarget {
  /** Rows from the first selected one on, as many as there are for the size. */
  readonly rows: readonly number[];
  /** Columns from the first selected one to the end of the table. */
  readonly columns: readonly number[];
  readonly isLeftOut: (column: number) => boolean;
}

/** Cells between two pauses: some 10 ms. */
const cellsAtOnce = 20_000;

/** The block itself, or the selection if that holds it a whole number of times. */
export function pastedSize(block: CopiedBlock, selectedRows: number, selectedColumns: number): PastedSize {
  const width = block.reduce((most, cells) => Math.max(most, cells.length), 1);
  const isRepeated = selectedRows % block.length === 0 && selectedColumns % width === 0;
  if (isRepeated) return { rows: selectedRows, columns: selectedColumns, width };
  return { rows: block.length, columns: width, width };
}

/** Collects the cells that a paste writes. */
export function* pasteBlock(
  block: CopiedBlock,
  size: PastedSize,
  target: PasteTarget,
  into: ChangeCollector,
): Sliced<PasteEffect> {
  const rows = target.rows.length;
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
