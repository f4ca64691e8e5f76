"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { pageActions } from "../ui/actions/page-actions.ts";
import { classNames } from "../ui/class-names.ts";
import { cellAround, cellOf } from "./cell-of.ts";
import { DataTableHead } from "./data-table-head.tsx";
import { DataTableRow } from "./data-table-row.tsx";
import type { CellPosition, DataColumn, DataTableHandle, RowRange } from "./data-table-types.ts";
import { fitWidth } from "./fit-width.ts";
import { isToRowStart } from "./grid-keys.ts";
import { type GridRange, onlyCell, selectionAfterKey, selectionAt, selectionOf } from "./grid-selection.ts";
import { typedText } from "./typed-text.ts";
import { useDragSelection } from "./use-drag-selection.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import { useGridWindow } from "./use-grid-window.ts";
import { openKeys, useListedKeys } from "./use-listed-keys.ts";
import { useLongPress } from "./use-long-press.ts";

export interface DataTableProps<Row> {
  /** Names the grid for screen readers. */
  label: string;
  /** The first column is the row's header and stays in view. Keep the array's identity while nothing changes. */
  columns: readonly DataColumn[];
  /** Of each column, in px. */
  widths: readonly number[];
  /** So many columns, the first included, stay in view while there is room beside them. */
  pinnedCount: number;
  onResize: (columnId: string, widthPx: number) => void;
  rowCount: number;
  /** undefined: not loaded yet; the row shows as a skeleton of the same height. */
  rowAt: (index: number) => Row | undefined;
  /** The rows on screen, plus some around them, have changed: fetch them. */
  onRangeChange?: (range: RowRange) => void;
  /** The content of a cell, also for the first column. An editor rendered here gets the keys itself. */
  renderCell: (row: Row, position: CellPosition) => ReactNode;
  rowClassName?: (row: Row) => string;
  cellClassName?: (row: Row, position: CellPosition) => string;
  /** Enter, F2 or a double click on a cell, which is in view. */
  onActivate?: (position: CellPosition) => void;
  /** A character typed on a cell, which is in view. */
  onType?: (position: CellPosition, text: string) => void;
  /** A cell got the focus. */
  onCellFocus?: (position: CellPosition) => void;
  /** Lets people select ranges of cells; gets each selection, null in an empty table. */
  onSelect?: (range: GridRange | null) => void;
  /** Each tap on a cell extends the selection to it, and none opens it. */
  isExtending?: boolean;
  /** A long touch on a cell begins that, Esc ends it. */
  onExtending?: (isExtending: boolean) => void;
  rowHeightPx?: number;
  headHeightPx?: number;
  /** What a column holds, under its header's name; `headHeightPx` has to leave room for it. */
  headSummary?: (columnId: string) => ReactNode;
  ref?: Ref<DataTableHandle>;
  /** Sets the height: the table fills it and scrolls inside. */
  className?: string;
}

/**
 * A grid of any number of rows and columns that renders only those on screen. The arrow keys move between its
 * cells; the edge of the current column's head is a tab stop before them.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, widths, pinnedCount, rowCount, onRangeChange, rowHeightPx = 32, headHeightPx = 36 } = props;
  const { isExtending = false } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const isSelectable = props.onSelect !== undefined;
  const { selection, active, range, select } = useGridSelection(rowCount, columns, props.onSelect);
  useListedKeys(isSelectable, props.onActivate !== undefined);
  const view = useGridWindow({ scrollRef, rowCount, rowHeightPx, headHeightPx, widths, pinnedCount, active });

  const { from, to } = view;
  useEffect(() => {
    if (to > from) onRangeChange?.({ from, to });
  }, [from, to, onRangeChange]);

  // The cell exists only after the render that made it active, or later in a table that has just come: its size is
  // measured first. So the focus follows the render that has the cell.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const cell = scrollRef.current?.querySelector<HTMLElement>(
      `[data-row="${active.row}"][data-column="${active.column}"]`,
    );
    if (cell == null) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  });

  const reveal = (cell: CellPosition) => {
    select(onlyCell(cell));
    view.reveal(cell);
  };
  const goTo = (cell: CellPosition) => {
    wantsFocus.current = true;
    reveal(cell);
  };
  const refocus = () => {
    wantsFocus.current = true;
    select({ ...selection });
  };
  useImperativeHandle(props.ref, () => ({
    scrollToRow: (row) => view.reveal({ row, column: 0 }, "third"),
    revealCell: reveal,
    focusCell: goTo,
    refocus,
    selectRange: (range) => select(selectionOf(range)),
    collapse: () => select(onlyCell(active)),
  }));
  const onLongPress = useLongPress((cell) => {
    if (props.onExtending === undefined) return;
    select(selectionAt(cell, selection, false));
    props.onExtending(true);
  });
  const onDrag = useDragSelection(
    scrollRef,
    { top: headHeightPx, left: widths[0] ?? 0 },
    (cell) => select({ ...selection, head: cell }),
    refocus,
  );

  const resize = (column: number, widthPx: number) => {
    const id = columns[column]?.id;
    if (id !== undefined) props.onResize(id, widthPx);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOf(event.target);
    if (cell === null) return;
    const extent = { rowCount, columnCount: columns.length, pageRows: view.pageRows };
    const isControl = event.ctrlKey || event.metaKey;
    const pressed = { key: event.key, isControl, isShift: event.shiftKey };
    const next = event.altKey ? null : selectionAfterKey(pressed, selection, extent);
    if (isExtending && event.key === "Escape") props.onExtending?.(false);
    if (next !== null) {
      event.preventDefault();
      wantsFocus.current = true;
      select(isSelectable ? next : onlyCell(next.head));
      view.reveal(next.head, isToRowStart(pressed) ? "start" : "nearest");
    } else if (openKeys.includes(event.key) && props.onActivate !== undefined) {
      event.preventDefault();
      view.reveal(cell);
      props.onActivate(cell);
    } else if (props.onType !== undefined) {
      const text = typedText(event.nativeEvent);
      // The page's own keys, such as "?", work from here too.
      if (text === null || pageActions.actionFor(event.nativeEvent) !== null) return;
      event.preventDefault();
      view.reveal(cell);
      props.onType(cell, text);
    }
  };

  return (
    <div
      ref={scrollRef}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      aria-multiselectable={isSelectable || undefined}
      className={classNames(
        "relative overflow-auto overscroll-contain rounded-md border border-border bg-surface-sunken [scrollbar-gutter:stable]",
        props.className,
      )}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const cell = cellAround(event.target);
        if (!isSelectable || cell === null || event.button !== 0 || isExtending) return;
        select(selectionAt(cell, selection, event.shiftKey));
        onDrag(cell, event);
        onLongPress(cell, event);
      }}
      // A cell that gets the focus would become the only one selected. A finger that scrolls makes no click.
      onMouseDown={(event) => isExtending && event.preventDefault()}
      onClick={(event) => {
        const cell = isExtending ? cellAround(event.target) : null;
        if (cell === null) return;
        wantsFocus.current = true;
        select(selectionAt(cell, selection, true));
      }}
      onFocus={(event) => {
        const cell = cellOf(event.target);
        if (cell === null) return;
        if (cell.row !== active.row || cell.column !== active.column) select(onlyCell(cell));
        props.onCellFocus?.(cell);
      }}
      onDoubleClick={(event) => {
        const cell = cellAround(event.target);
        if (cell !== null && !isExtending) props.onActivate?.(cell);
      }}
    >
      <DataTableHead
        columns={columns}
        widths={widths}
        shown={view.columns}
        activeColumn={active.column}
        heightPx={headHeightPx}
        widthPx={view.widthPx}
        headSummary={props.headSummary}
        onResize={resize}
        onFit={(column) => scrollRef.current !== null && resize(column, fitWidth(scrollRef.current, column))}
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
            isSelectable={isSelectable}
            selectedFrom={isWithin(range, index) ? range.firstColumn : 0}
            selectedTo={isWithin(range, index) ? range.lastColumn : -1}
            renderCell={props.renderCell}
            rowClassName={props.rowClassName}
            cellClassName={props.cellClassName}
          />
        ))}
      </div>
    </div>
  );
}

function isWithin(range: GridRange | null, row: number): range is GridRange {
  return range !== null && row >= range.firstRow && row <= range.lastRow;
}
