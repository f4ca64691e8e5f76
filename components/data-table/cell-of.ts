import type { CellPosition } from "./data-table-types.ts";

/** The position of a cell's element; null for anything else, including an editor inside a cell. */
export function cellOf(target: EventTarget | null): CellPosition | null {
  if (!(target instanceof HTMLElement) || target.dataset.row === undefined) return null;
  return { row: Number(target.dataset.row), column: Number(target.dataset.column) };
}

/** The position of the cell that an element is in; null for none, and within an editor or a button. */
export function cellAround(target: EventTarget | null): CellPosition | null {
  if (!(target instanceof Element) || target.closest("input, button") !== null) return null;
  return cellOf(target.closest("[data-row]"));
}
