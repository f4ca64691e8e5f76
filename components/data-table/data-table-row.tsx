"use client";

import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { CellPosition, DataColumn, ShownColumn } from "./data-table-types.ts";

export interface DataTableRowProps<Row> {
  row: Row | undefined;
  index: number;
  top: number;
  heightPx: number;
  columns: readonly DataColumn[];
  widths: readonly number[];
  shown: readonly ShownColumn[];
  /** The column that Tab reaches, or null if it is in another row. */
  activeColumn: number | null;
  /** Whether cells can be selected, and which columns of this row are, ends included. */
  isSelectable: boolean;
  selectedFrom: number;
  selectedTo: number;
  renderCell: (row: Row, position: CellPosition) => ReactNode;
  rowClassName: ((row: Row) => string) | undefined;
  cellClassName: ((row: Row, position: CellPosition) => string) | undefined;
}

/** Over the background, which shows the cell's issues. */
const selectedClasses = "shadow-[inset_0_0_0_100vmax_color-mix(in_oklab,var(--accent)_18%,transparent)] forced-chosen";

function DataTableRowPlain<Row>(props: DataTableRowProps<Row>) {
  const { row, index, columns, widths } = props;
  const t = useTranslations("ui");
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined || undefined}
      className={classNames(
        "group/row absolute left-0 flex border-b border-border bg-surface-raised",
        row !== undefined && props.rowClassName?.(row),
      )}
      style={{ top: 0, transform: `translateY(${props.top}px)`, height: props.heightPx, width: "100%" }}
    >
      {props.shown.map(({ index: column, left, isSticky }) => {
        const definition = columns[column];
        if (definition === undefined) return null;
        const position = { row: index, column };
        const isSelected = column >= props.selectedFrom && column <= props.selectedTo;
        return (
          <div
            key={definition.id}
            role={column === 0 ? "rowheader" : "gridcell"}
            aria-colindex={column + 1}
            data-row={index}
            data-column={column}
            aria-selected={props.isSelectable && column > 0 ? isSelected || props.activeColumn === column : undefined}
            tabIndex={props.activeColumn === column ? 0 : -1}
            className={classNames(
              "flex h-full shrink-0 items-center overflow-hidden border-r border-border px-2 whitespace-nowrap tabular-nums focus:z-10 focus:outline-2 focus:-outline-offset-2 focus:outline-accent",
              // Above a focused cell that has scrolled under it.
              isSticky ? "sticky z-15" : "absolute top-0",
              column === 0 ? "bg-surface-sunken text-text-muted" : isSticky && "[:where(&)]:bg-surface-raised",
              definition.align === "end" && "justify-end",
              props.isSelectable && column > 0 && "cursor-cell select-none",
              isSelected && selectedClasses,
              row !== undefined && props.cellClassName?.(row, position),
            )}
            style={{ width: widths[column], left }}
          >
            {row === undefined ? <Skeleton className="h-3 w-3/5" /> : props.renderCell(row, position)}
            {row === undefined && column === 0 ? (
              <VisuallyHidden>{t("grid.loadingRow", { row: index + 1 })}</VisuallyHidden>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

/** One row; rendered again only when something of its own has changed. */
export const DataTableRow = memo(DataTableRowPlain) as typeof DataTableRowPlain;
