import type { KeyboardEvent } from "react";
import { cellOf } from "../../data-table/cell-of.ts";
import type { CellPosition } from "../../data-table/data-table-types.ts";

/** The cell of a table in which Ctrl+Enter was pressed; null for any other key or place. Nobody else gets the key. */
export function cellOfCtrlEnter(event: KeyboardEvent): CellPosition | null {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return null;
  const cell = cellOf(event.target);
  if (cell === null) return null;
  event.preventDefault();
  event.stopPropagation();
  return cell;
}
