"use client";

import { defaultRangeExtractor, observeElementOffset, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { CellPosition, ShownColumn } from "./data-table-types.ts";
import { offsetToReveal, scrollScale } from "./scroll-scale.ts";
import { leavingPx, stickyColumns } from "./sticky-columns.ts";
import { useKeptWhileEqual } from "./use-kept-while-equal.ts";

export interface GridWindowInput {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly rowCount: number;
  readonly rowHeightPx: number;
  readonly headHeightPx: number;
  readonly widths: readonly number[];
  readonly pinnedCount: number;
  /** Always rendered, even out of view: a focused cell that is removed from the page would lose the focus. */
  readonly active: CellPosition;
}

/** Rows rendered above and below the window, so that one step of the wheel shows no gap. */
const rowOverscan = 8;

/** The rows and columns on screen, and their positions. */
export function useGridWindow(input: GridWindowInput) {
  const { scrollRef, rowCount, rowHeightPx, headHeightPx, widths, pinnedCount, active } = input;
  const { heightPx: windowPx, widthPx } = useInnerSize(scrollRef);
  const stickyCount = stickyColumns(widths, pinnedCount, widthPx);
  const stickyPx = sumOf(widths.slice(0, stickyCount));
  const leaving = leavingPx(widths, stickyCount, widthPx);
  const scale = useMemo(
    () => scrollScale(rowCount * rowHeightPx, windowPx - headHeightPx),
    [rowCount, rowHeightPx, windowPx, headHeightPx],
  );

  // The virtualizer subscribes once and keeps its first callback, so that callback reads the current scale
  // from here.
  const scaleRef = useRef(scale);
  useLayoutEffect(() => {
    scaleRef.current = scale;
  }, [scale]);

  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: rowOverscan,
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, isScrolling) => report(scaleRef.current.toContent(offset), isScrolling)),
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), active.row, rowCount),
  });
  const columns = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    horizontal: true,
    count: Math.max(0, widths.length - stickyCount),
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => widths[index + stickyCount] ?? 0,
    scrollMargin: stickyPx,
    overscan: 3,
    rangeExtractor: (range) =>
      withIndex(defaultRangeExtractor(range), active.column - stickyCount, widths.length - stickyCount),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed width is the reason to measure again.
  useLayoutEffect(() => columns.measure(), [columns, widths, stickyCount]);

  // Other rows fit when the row height changes; the first of them stays.
  const laidOutPx = useRef(rowHeightPx);
  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (element === null || laidOutPx.current === rowHeightPx) return;
    const firstRow = (rows.scrollOffset ?? 0) / laidOutPx.current;
    laidOutPx.current = rowHeightPx;
    rows.measure();
    element.scrollTop = scale.toCanvas(firstRow * rowHeightPx);
  }, [scrollRef, rows, rowHeightPx, scale]);

  const shownColumns = useKeptWhileEqual<ShownColumn[]>([
    ...widths.slice(0, stickyCount).map((_, index) => ({
      index,
      left: sumOf(widths.slice(0, index)) - leaving,
      isSticky: true,
    })),
    ...columns
      .getVirtualItems()
      .map((item) => ({ index: item.index + stickyCount, left: item.start, isSticky: false })),
  ]);

  const contentOffset = rows.scrollOffset ?? 0;
  const shift = scale.toCanvas(contentOffset) - contentOffset;

  return {
    /** Height of the rows' box, capped. */
    canvasPx: scale.canvasPx,
    widthPx: sumOf(widths),
    rows: rows.getVirtualItems().map((item) => ({ index: item.index, top: item.start + shift })),
    columns: shownColumns,
    /** Without the active row, which may be far away; `to` is exclusive. */
    from: Math.max(0, (rows.range?.startIndex ?? 0) - rowOverscan),
    to: rows.range === null ? 0 : Math.min(rowCount, rows.range.endIndex + 1 + rowOverscan),
    pageRows: Math.max(1, Math.floor((windowPx - headHeightPx) / rowHeightPx) - 1),
    /**
     * Scrolls as little as needed to show a cell. `third` puts its row at a third of the height instead, `start` shows
     * the first columns.
     */
    reveal(cell: CellPosition, to: "nearest" | "third" | "start" = "nearest") {
      const element = scrollRef.current;
      if (element === null) return;
      const height = element.clientHeight - headHeightPx;
      const start = cell.row * rowHeightPx;
      const now = scale.toContent(element.scrollTop);
      element.scrollTop = scale.toCanvas(
        to === "third" ? Math.max(0, start - height / 3) : offsetToReveal(start, start + rowHeightPx, now, height),
      );
      if (to === "start" || (cell.column === 0 && leaving > 0)) element.scrollLeft = 0;
      if (cell.column < stickyCount) return;
      const left = leaving + sumOf(widths.slice(stickyCount, cell.column));
      element.scrollLeft = offsetToReveal(
        left,
        left + (widths[cell.column] ?? 0),
        element.scrollLeft,
        element.clientWidth - stickyPx + leaving,
      );
    },
  };
}

/** The size of an element without its scroll bars, in px; 0 before the first layout. */
function useInnerSize(ref: RefObject<HTMLElement | null>): { widthPx: number; heightPx: number } {
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

function withIndex(indexes: number[], extra: number, count: number): number[] {
  if (extra < 0 || extra >= count || indexes.includes(extra)) return indexes;
  return [...indexes, extra].sort((a, b) => a - b);
}
