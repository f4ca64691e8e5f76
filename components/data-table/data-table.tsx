"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { classNames } from "../ui/class-names.ts";
import { DataTableHead } from "./data-table-head.tsx";
import { DataTableRow } from "./data-table-row.tsx";
import type { CellPosition, DataColumn, DataTableHandle, RowRange } from "./data-table-types.ts";
import { cellAfterKey } from "./grid-keys.ts";
import { useColumnModel } from "./use-column-model.ts";
import { useGridWindow } from "./use-grid-window.ts";

export interface DataTableProps<Row> {
  /** Names the grid for screen readers. */
  label: string;
  /** The first column is the row's header and stays in view. Keep the array's identity while nothing changes. */
  columns: readonly DataColumn[];
  rowCount: number;
  /** undefined: not loaded yet; the row shows as a skeleton of the same height. */
  rowAt: (index: number) => Row | undefined;
  /** The rows on screen, plus some around them, have changed: fetch them. */
  onRangeChange?: (range: RowRange) => void;
  /** The content of a cell, also for the first column. An editor rendered here gets the keys itself. */
  renderCell: (row: Row, position: CellPosition) => ReactNode;
  rowClassName?: (row: Row) => string;
  cellClassName?: (row: Row, position: CellPosition) => string;
  /** Enter, F2 or a double click on a cell. */
  onActivate?: (position: CellPosition) => void;
  /** A cell got the focus. */
  onCellFocus?: (position: CellPosition) => void;
  rowHeightPx?: number;
  headHeightPx?: number;
  /** What a column holds, under its header's name; `headHeightPx` has to leave room for it. */
  headSummary?: (columnId: string) => ReactNode;
  ref?: Ref<DataTableHandle>;
  /** Sets the height: the table fills it and scrolls inside. */
  className?: string;
}

/**
 * A grid of any number of rows and columns that renders only those on screen. One tab stop; the arrow keys
 * move inside.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rowCount, onRangeChange, rowHeightPx = 32, headHeightPx = 36 } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const [chosen, setActive] = useState<CellPosition>({ row: 0, column: 0 });
  const active = useMemo(
    () => ({
      row: Math.max(0, Math.min(chosen.row, rowCount - 1)),
      column: Math.max(0, Math.min(chosen.column, columns.length - 1)),
    }),
    [chosen, rowCount, columns.length],
  );
  const { headers, widths } = useColumnModel(columns);
  const view = useGridWindow({ scrollRef, rowCount, rowHeightPx, headHeightPx, widths, active });

  const { from, to } = view;
  useEffect(() => {
    if (to > from) onRangeChange?.({ from, to });
  }, [from, to, onRangeChange]);

  // The cell exists only after the render that made it active, so the focus follows the render.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scrollRef.current
      ?.querySelector<HTMLElement>(`[data-row="${active.row}"][data-column="${active.column}"]`)
      ?.focus({ preventScroll: true });
  });

  const reveal = (cell: CellPosition) => {
    setActive({ ...cell });
    view.reveal(cell);
  };
  const goTo = (cell: CellPosition) => {
    wantsFocus.current = true;
    reveal(cell);
  };
  useImperativeHandle(props.ref, () => ({
    scrollToRow: (row) => view.reveal({ row, column: 0 }, true),
    revealCell: reveal,
    focusCell: goTo,
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOf(event.target);
    if (cell === null) return;
    const target = cellAfterKey(event.key, event.ctrlKey || event.metaKey, cell, {
      rowCount,
      columnCount: columns.length,
      pageRows: view.pageRows,
    });
    if (target !== null) {
      event.preventDefault();
      goTo(target);
    } else if ((event.key === "Enter" || event.key === "F2") && props.onActivate !== undefined) {
      event.preventDefault();
      props.onActivate(cell);
    }
  };

  return (
    <div
      ref={scrollRef}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      className={classNames(
        "relative overflow-auto overscroll-contain rounded-md border border-border bg-surface-sunken [scrollbar-gutter:stable]",
        props.className,
      )}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const cell = cellOf(event.target);
        if (cell === null) return;
        if (cell.row !== active.row || cell.column !== active.column) setActive(cell);
        props.onCellFocus?.(cell);
      }}
      onDoubleClick={(event) => {
        const cell = cellOf(event.target instanceof Element ? event.target.closest("[data-row]") : null);
        if (cell !== null) props.onActivate?.(cell);
      }}
    >
      <DataTableHead
        columns={columns}
        headers={headers}
        shown={view.columns}
        heightPx={headHeightPx}
        widthPx={view.widthPx}
        headSummary={props.headSummary}
      />
      <div role="rowgroup" className="relative" style={{ height: view.canvasPx, width: view.widthPx }}>
        {view.rows.map(({ index, top }) => (
          <DataTableRow
            key={index}
            row={props.rowAt(index)}
            index={index}
            top={top}
            heightPx={rowHeightPx}
            columns={columns}
            widths={widths}
            shown={view.columns}
            activeColumn={index === active.row ? active.column : null}
            renderCell={props.renderCell}
            rowClassName={props.rowClassName}
            cellClassName={props.cellClassName}
          />
        ))}
      </div>
    </div>
  );
}

/** The position of a cell's element; null for anything else, including an editor inside a cell. */
function cellOf(target: EventTarget | null): CellPosition | null {
  if (!(target instanceof HTMLElement) || target.dataset.row === undefined) return null;
  return { row: Number(target.dataset.row), column: Number(target.dataset.column) };
}
