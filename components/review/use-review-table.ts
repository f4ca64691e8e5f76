"use client";

import { type Ref, useCallback, useMemo, useRef, useState } from "react";
import type { ColumnCondition } from "#lib/domain/summary/column-summary.ts";
import type { ReviewRow, RowFilter, RowWindow } from "#lib/spreadsheet/protocol/review.ts";
import type { CellPosition, DataTableHandle, RowRange } from "../data-table/data-table-types.ts";
import type { GridRange } from "../data-table/grid-selection.ts";
import type { ReviewColumn } from "./review-columns.ts";
import type { AskWindow } from "./row-windows.ts";
import { useRowWindows } from "./use-row-windows.ts";

export const everyRow: RowFilter = { show: "all" };

/** A filter as it is applied now: its rows stay in their places until it is applied again. */
function applied(filter: RowFilter): RowFilter {
  return showsEveryRow(filter) ? filter : { ...filter, asOf: performance.now() };
}

/** Whether a position among the shown rows is the row itself. */
export function showsEveryRow({ show, where }: RowFilter): boolean {
  return show === "all" && where === undefined;
}

/** The filter with other conditions on columns. */
export function withWhere({ where: _, ...shown }: RowFilter, where: readonly ColumnCondition[]): RowFilter {
  return where.length === 0 ? shown : { ...shown, where };
}

/** A cell that is being edited, and what was typed on it to begin with; null if nothing was. */
export interface EditedCell extends CellPosition {
  readonly typed: string | null;
}

/** Which rows the table shows, its current cell, and which cell is being edited. Positions are the table's. */
export interface ReviewTableState {
  readonly ref: Ref<DataTableHandle>;
  readonly filter: RowFilter;
  readonly cell: CellPosition;
  readonly editing: EditedCell | null;
  /** null until the first answer for this filter. */
  readonly total: number | null;
  /** How the rows that match the filter now differ from those shown; null if they do not. */
  readonly moved: NonNullable<RowWindow["moved"]> | null;
  readonly rowAt: (position: number) => ReviewRow | undefined;
  readonly show: (range: RowRange) => void;
  readonly setFilter: (filter: RowFilter) => void;
  /** Applies the filter again, to the rows as they are now. */
  readonly reapply: () => void;
  readonly setCell: (cell: CellPosition) => void;
  readonly edit: (cell: EditedCell | null) => void;
  /** Moves to a cell, with the keyboard focus. */
  readonly focus: (cell: CellPosition) => void;
  /** Gives the keyboard focus back to the current cell; the selection stays. */
  readonly refocus: () => void;
  readonly selectRange: (range: GridRange) => void;
  /** Moves to a cell and leaves the focus where it is. `row`: the cell's row of the file, where it is known. */
  readonly reveal: (cell: CellPosition, row?: number) => void;
  /** The row and column of the file of the current cell. */
  readonly standing: () => { row: number; column: number };
}

export function useReviewTable(input: {
  ask: AskWindow;
  columns: readonly ReviewColumn[];
  version: number;
  onFault: (error: unknown) => void;
}): ReviewTableState {
  const { ask, columns, version, onFault } = input;
  const handle = useRef<DataTableHandle>(null);
  const [filter, setFilter] = useState<RowFilter>(everyRow);
  const [cell, setCell] = useState<CellPosition>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<EditedCell | null>(null);
  // The current cell stays in its column when columns move.
  const [seen, setSeen] = useState(columns);
  if (seen !== columns) {
    setSeen(columns);
    const at = columns.findIndex(({ index }) => index === seen[cell.column - 1]?.index);
    if (at >= 0 && at + 1 !== cell.column) {
      setEditing(null);
      setCell({ ...cell, column: at + 1 });
    }
  }
  const { total, latest, rowAt, show } = useRowWindows(ask, filter, version, onFault);
  const moved = latest?.moved;
  // A row may load only after the move to it; until then, the last loaded one counts as the current row.
  const lastRow = useRef(0);
  lastRow.current = rowAt(cell.row)?.row ?? lastRow.current;

  const focus = useCallback((position: CellPosition) => {
    setCell(position);
    handle.current?.focusCell(position);
  }, []);
  const actions = useMemo(
    () => ({
      setFilter: (next: RowFilter) => {
        setEditing(null);
        setFilter(applied(next));
        handle.current?.collapse();
        handle.current?.scrollToRow(0);
      },
      focus,
      refocus: () => handle.current?.refocus(),
      selectRange: (range: GridRange) => handle.current?.selectRange(range),
      reveal: (position: CellPosition, row?: number) => {
        lastRow.current = row ?? lastRow.current;
        setCell(position);
        handle.current?.revealCell(position);
      },
    }),
    [focus],
  );
  return {
    ref: handle,
    filter,
    cell,
    editing,
    total,
    moved: moved === undefined || moved.gone + moved.come === 0 ? null : moved,
    rowAt,
    show,
    reapply: () => {
      actions.setFilter(filter);
      focus({ row: 0, column: cell.column });
    },
    setCell,
    edit: setEditing,
    standing: () => ({ row: lastRow.current, column: columns[cell.column - 1]?.index ?? columns[0]?.index ?? 0 }),
    ...actions,
  };
}
