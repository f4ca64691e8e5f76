import type { CellPosition } from "./data-table-types.ts";

export interface GridExtent {
  readonly rowCount: number;
  readonly columnCount: number;
  /** How many rows PageUp and PageDown skip. */
  readonly pageRows: number;
}

/** Where a key moves the focus (the ARIA grid pattern), or null if it does not move it. */
export function cellAfterKey(
  key: string,
  isControl: boolean,
  from: CellPosition,
  extent: GridExtent,
): CellPosition | null {
  const target = rawTarget(key, isControl, from, extent);
  if (target === null || extent.rowCount === 0 || extent.columnCount === 0) return null;
  return { row: clamp(target.row, extent.rowCount), column: clamp(target.column, extent.columnCount) };
}

function rawTarget(
  key: string,
  isControl: boolean,
  { row, column }: CellPosition,
  extent: GridExtent,
): CellPosition | null {
  const lastRow = extent.rowCount - 1;
  const lastColumn = extent.columnCount - 1;
  switch (key) {
    case "ArrowDown":
      return { row: isControl ? lastRow : row + 1, column };
    case "ArrowUp":
      return { row: isControl ? 0 : row - 1, column };
    case "ArrowRight":
      return { row, column: isControl ? lastColumn : column + 1 };
    case "ArrowLeft":
      return { row, column: isControl ? 0 : column - 1 };
    case "PageDown":
      return { row: row + extent.pageRows, column };
    case "PageUp":
      return { row: row - extent.pageRows, column };
    case "Home":
      return { row: isControl ? 0 : row, column: 0 };
    case "End":
      return { row: isControl ? lastRow : row, column: lastColumn };
    default:
      return null;
  }
}

/** Whether a key goes to the first cell of its row, so that the columns beside the pinned ones are to be seen too. */
export function isToRowStart({ key, isControl }: { readonly key: string; readonly isControl: boolean }): boolean {
  return key === "Home" || (key === "ArrowLeft" && isControl);
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
