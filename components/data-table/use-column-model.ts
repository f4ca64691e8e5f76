"use client";

import {
  type ColumnDef,
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { type ColumnLayout, maxColumnPx, minColumnPx, moved, usualLayout } from "./column-layout.ts";
import { useKeptWhileEqual } from "./use-kept-while-equal.ts";

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

/** The table's rows are in the workbench and are fetched by index; the model only has the columns. */
const noRows: never[] = [];

export interface ModelColumn {
  readonly id: string;
  /** Its usual width in px. */
  readonly width: number;
  /** Pinned until the user decides otherwise. */
  readonly isPinned: boolean;
}

export interface ArrangedColumn {
  readonly id: string;
  readonly isPinned: boolean;
  readonly isShown: boolean;
  /** The first and the last of the pinned columns, or of the others, cannot move further. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The columns of a table as a layout arranges them, and the ways to change it. */
export interface ColumnModel {
  /** Also the hidden ones; the pinned ones first. */
  readonly all: readonly ArrangedColumn[];
  /** The ids of the shown columns; the first `pinnedCount` of them are pinned. */
  readonly shown: readonly string[];
  readonly pinnedCount: number;
  /** Of the shown columns, in px. */
  readonly widths: readonly number[];
  readonly isUsual: boolean;
  move(id: string, by: 1 | -1): void;
  show(id: string, isShown: boolean): void;
  pin(id: string, isPinned: boolean): void;
  resize(id: string, widthPx: number): void;
  reset(): void;
}

/** Keep the identity of `columns` while nothing changes. */
export function useColumnModel(
  columns: readonly ModelColumn[],
  layout: ColumnLayout,
  onLayout: (layout: ColumnLayout) => void,
): ColumnModel {
  const definitions = useMemo(
    () =>
      columns.map(
        ({ id, width }): ColumnDef<typeof features, never> => ({
          id,
          header: id,
          size: width,
          minSize: minColumnPx,
          maxSize: maxColumnPx,
        }),
      ),
    [columns],
  );
  const state = useMemo(
    () => ({
      columnOrder: [...layout.order],
      columnPinning: {
        start: [...(layout.pinned ?? columns.filter(({ isPinned }) => isPinned).map(({ id }) => id))],
        end: [],
      },
      columnSizing: layout.widths,
      columnVisibility: Object.fromEntries(layout.hidden.map((id) => [id, false])),
    }),
    [columns, layout],
  );
  const table = useTable({ features, columns: definitions, data: noRows, state });

  const groups = [table.getStartLeafColumns(), table.getCenterLeafColumns()].map((group) => group.map(({ id }) => id));
  const [pinned = [], others = []] = groups;
  const shownPinned = table.getStartVisibleLeafColumns();
  const shownColumns = [...shownPinned, ...table.getCenterVisibleLeafColumns()];
  const all = groups.flatMap((ids, group) =>
    ids.map((id, at) => ({
      id,
      isPinned: group === 0,
      isShown: !layout.hidden.includes(id),
      isFirst: at === 0,
      isLast: at === ids.length - 1,
    })),
  );
  return {
    all,
    shown: useKeptWhileEqual(shownColumns.map(({ id }) => id)),
    pinnedCount: shownPinned.length,
    widths: useKeptWhileEqual(shownColumns.map((column) => column.getSize())),
    isUsual: layout === usualLayout,
    move: (id, by) =>
      onLayout(
        pinned.includes(id)
          ? { ...layout, pinned: moved(pinned, id, by) }
          : { ...layout, order: moved(others, id, by) },
      ),
    show: (id, isShown) => {
      const hidden = layout.hidden.filter((other) => other !== id);
      onLayout({ ...layout, hidden: isShown ? hidden : [...hidden, id] });
    },
    pin: (id, isPinned) => {
      const rest = pinned.filter((other) => other !== id);
      onLayout({ ...layout, pinned: isPinned ? [...rest, id] : rest });
    },
    resize: (id, widthPx) => onLayout({ ...layout, widths: { ...layout.widths, [id]: Math.round(widthPx) } }),
    reset: () => onLayout(usualLayout),
  };
}
