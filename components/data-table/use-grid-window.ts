"use client";

import { defaultRangeExtractor, observeElementOffset, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { CellPosition } from "./data-table-types.ts";
import { offsetToReveal, scrollScale } from "./scroll-scale.ts";
import { useKeptWhileEqual } from "./use-kept-while-equal.ts";

export interface GridWindowInput {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly rowCount: number;
  readonly rowHeightPx: number;
  readonly headHeightPx: number;
  readonly widths: readonly number[];
  /** Always rendered, even out of view: a focused cell that is removed from the page would lose the focus. */
  readonly active: CellPosition;
}

/** Rows rendered above and below the window, so that one step of the wheel shows no gap. */
const rowOverscan = 8;

/**
 * The rows and columns on screen, and their positions. The first column is always shown and is not among `columns`.
 */
export function useGridWindow({ scrollRef, rowCount, rowHeightPx, headHeightPx, widths, active }: GridWindowInput) {
  const firstWidth = widths[0] ?? 0;
  const [windowPx, setWindowPx] = useState(0);
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

  useEffect(() => {
    const element = scrollRef.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWindowPx(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scrollRef]);

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
    count: Math.max(0, widths.length - 1),
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => widths[index + 1] ?? 0,
    scrollMargin: firstWidth,
    overscan: 3,
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), active.column - 1, widths.length - 1),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed width is the reason to measure again.
  useEffect(() => columns.measure(), [columns, widths]);

  const shownColumns = useKeptWhileEqual(
    columns.getVirtualItems().map((item) => ({ index: item.index + 1, left: item.start })),
  );

  const contentOffset = rows.scrollOffset ?? 0;
  const shift = scale.toCanvas(contentOffset) - contentOffset;

  return {
    /** Height of the rows' box, capped. */
    canvasPx: scale.canvasPx,
    widthPx: widths.reduce((sum, width) => sum + width, 0),
    rows: rows.getVirtualItems().map((item) => ({ index: item.index, top: item.start + shift })),
    columns: shownColumns,
    /** Without the active row, which may be far away; `to` is exclusive. */
    from: Math.max(0, (rows.range?.startIndex ?? 0) - rowOverscan),
    to: rows.range === null ? 0 : Math.min(rowCount, rows.range.endIndex + 1 + rowOverscan),
    pageRows: Math.max(1, Math.floor((windowPx - headHeightPx) / rowHeightPx) - 1),
    /** Scrolls as little as needed to show a cell; `isCentred` puts its row at a third of the height instead. */
    reveal(cell: CellPosition, isCentred = false) {
      const element = scrollRef.current;
      if (element === null) return;
      const height = element.clientHeight - headHeightPx;
      const start = cell.row * rowHeightPx;
      const now = scale.toContent(element.scrollTop);
      element.scrollTop = scale.toCanvas(
        isCentred ? Math.max(0, start - height / 3) : offsetToReveal(start, start + rowHeightPx, now, height),
      );
      if (cell.column === 0) return;
      const left = widths.slice(1, cell.column).reduce((sum, width) => sum + width, 0);
      element.scrollLeft = offsetToReveal(
        left,
        left + (widths[cell.column] ?? 0),
        element.scrollLeft,
        element.clientWidth - firstWidth,
      );
    },
  };
}

function withIndex(indexes: number[], extra: number, count: number): number[] {
  if (extra < 0 || extra >= count || indexes.includes(extra)) return indexes;
  return [...indexes, extra].sort((a, b) => a - b);
}
