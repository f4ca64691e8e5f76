"use client";

import { useEffect, useMemo, useState } from "react";
import type { CellPosition } from "./data-table-types.ts";
import { cellsIn, type GridRange, type GridSelection, onlyCell, rangeOf } from "./grid-selection.ts";

export interface GridSelectionState {
  readonly selection: GridSelection;
  /** The cell that Tab reaches. */
  readonly active: CellPosition;
  /** The selected cells, if there are several. */
  readonly range: GridRange | null;
  readonly select: (selection: GridSelection) => void;
}

/** The selection of a table, kept within its rows and columns; `onSelect` gets every change of it. */
export function useGridSelection(
  rowCount: number,
  columnCount: number,
  onSelect: ((range: GridRange | null) => void) | undefined,
): GridSelectionState {
  const [chosen, select] = useState(() => onlyCell({ row: 0, column: 0 }));
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
