import type { CellPosition } from "./data-table-types.ts";
import { cellAfterKey, type GridExtent } from "./grid-keys.ts";

/** A rectangle of cells, ends included. Its columns begin at 1: column 0 names the rows. */
export interface GridRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** What is selected: the cells between `anchor` and `head`, which has the focus, or their whole rows or columns. */
export interface GridSelection {
  readonly anchor: CellPosition;
  readonly head: CellPosition;
  readonly hasAllColumns: boolean;
  readonly hasAllRows: boolean;
}

type Size = Pick<GridExtent, "rowCount" | "columnCount">;

/** Only one cell. */
export function onlyCell(cell: CellPosition): GridSelection {
  return { anchor: cell, head: cell, hasAllColumns: false, hasAllRows: false };
}

/** What pressing the mouse on a cell selects: the cell, or with Shift all up to it; in column 0, whole rows. */
export function selectionAt(cell: CellPosition, before: GridSelection, isShift: boolean): GridSelection {
  return { anchor: isShift ? before.anchor : cell, head: cell, hasAllColumns: cell.column === 0, hasAllRows: false };
}

/** The selected cells; null if there are none: column 0 names the rows and can only be selected with them. */
export function rangeOf(selection: GridSelection, { rowCount, columnCount }: Size): GridRange | null {
  const { anchor, head, hasAllColumns, hasAllRows } = selection;
  const isOfNames = anchor.column === 0 && head.column === 0 && !hasAllColumns;
  if (rowCount === 0 || columnCount < 2 || isOfNames) return null;
  return {
    firstRow: hasAllRows ? 0 : Math.min(anchor.row, head.row),
    lastRow: hasAllRows ? rowCount - 1 : Math.max(anchor.row, head.row),
    firstColumn: hasAllColumns ? 1 : Math.max(1, Math.min(anchor.column, head.column)),
    lastColumn: hasAllColumns ? columnCount - 1 : Math.max(anchor.column, head.column),
  };
}

/** The selection of a range; its first cell has the focus. */
export function selectionOf({ firstRow, lastRow, firstColumn, lastColumn }: GridRange): GridSelection {
  return { ...onlyCell({ row: firstRow, column: firstColumn }), anchor: { row: lastRow, column: lastColumn } };
}

/** How many cells a range has. */
export function cellsIn({ firstRow, lastRow, firstColumn, lastColumn }: GridRange): number {
  return (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1);
}

export interface PressedKey {
  readonly key: string;
  readonly isControl: boolean;
  readonly isShift: boolean;
}

/**
 * What a key selects (the ARIA grid pattern), or null if it selects nothing: moves take the selection along, or
 * extend it with Shift; Ctrl+A, Shift+Space and Ctrl+Space select everything, rows and columns; Esc goes back to
 * the one cell.
 */
export function selectionAfterKey(
  { key, isControl, isShift }: PressedKey,
  selection: GridSelection,
  extent: GridExtent,
): GridSelection | null {
  const { anchor, head, hasAllColumns, hasAllRows } = selection;
  if (isControl && !isShift && key.toLowerCase() === "a")
    return { ...selection, hasAllColumns: true, hasAllRows: true };
  if (key === " " && isShift !== isControl) return { ...selection, hasAllColumns: isShift, hasAllRows: isControl };
  if (key === "Escape") {
    const isOne = anchor.row === head.row && anchor.column === head.column && !hasAllColumns && !hasAllRows;
    return isOne ? null : onlyCell(head);
  }
  const target = cellAfterKey(key, isControl, head, extent);
  if (target === null) return null;
  if (!isShift) return onlyCell(target);
  const isSideways = target.row === head.row;
  return { anchor, head: target, hasAllColumns: hasAllColumns && !isSideways, hasAllRows: hasAllRows && isSideways };
}
