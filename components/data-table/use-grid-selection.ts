"use client";

import { useEffect, useMemo, useState } from "react";
import type { CellPosition, DataColumn } from "./data-table-types.ts";
import { cellsIn, type GridRange, type GridSelection, onlyCell, rangeOf } from "./grid-selection.ts";

export interface GridSelectionState {
  readonly selection: GridSelection;
  /** The cell that Tab reaches. */
  readonly active: CellPosition;
  /** The selected cells, if there are several. */
  readonly range: GridRange | null;
  readonly select: (selection: GridSelection) => void;
}

/**
 * The selection of a table, kept within its rows and columns; `onSelect` gets every change of it. When columns move,
 * the chosen cell stays in its column, and a range ends.
 */
export function useGridSelection(
  rowCount: number,
  columns: readonly DataColumn[],
  onSelect: ((range: GridRange | null) => void) | undefined,
): GridSelectionState {
  const columnCount = columns.length;
  const [chosen, select] = useState(() => onlyCell({ row: 0, column: 0 }));
  const [seen, setSeen] = useState(columns);
  if (seen !== columns) {
    setSeen(columns);
    const column = sameColumn(chosen.head.column, seen, columns);
    if (columns.some(({ id }, at) => id !== seen[at]?.id)) select(onlyCell({ row: chosen.head.row, column }));
  }
  const selection = useMemo(() => {
    const within = ({ row, column }: CellPosition) => ({
      row: Math.max(0, Math.min(row, rowCount - 1)),
      column: Math.max(0, Math.min(column, columnCount - 1)),
    });
    return { ...chosen, anchor: within(chosen.anchor), head: within(chosen.head) };
  }, [chosen, rowCount, columnCount]);
  const selected = useMemo(() => rangeOf(selection, { rowCount, columnCount }), [selection, rowCount, columnCount]);
  useEffect(() => onSelect?.(selected), [onSelect, selected]);
  const isRange = onSelect !== undefined && selected !== null && cellsIn(selected) > 1;
  return { selection, active: selection.head, range: isRange ? selected : null, select };
}

/** Where the column that was at a place is now; the same place if it is gone. */
export function sameColumn(place: number, before: readonly DataColumn[], now: readonly DataColumn[]): number {
  const at = now.findIndex(({ id }) => id === before[place]?.id);
  return at < 0 ? place : at;
}
