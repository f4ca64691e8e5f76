"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { ResizeHandle } from "../ui/resize-handle.tsx";
import { maxColumnPx, minColumnPx } from "./column-layout.ts";
import type { DataColumn, ShownColumn } from "./data-table-types.ts";

export interface DataTableHeadProps {
  columns: readonly DataColumn[];
  widths: readonly number[];
  shown: readonly ShownColumn[];
  /** The column of the cell that Tab reaches: the edge of its head is the other tab stop. */
  activeColumn: number;
  heightPx: number;
  widthPx: number;
  headSummary?: ((columnId: string) => ReactNode) | undefined;
  onResize: (column: number, widthPx: number) => void;
  /** Asks for the width that fits the column's content. */
  onFit: (column: number) => void;
}

/** The head row: it stays in view, and the right edges of its cells can be moved. */
export function DataTableHead(props: DataTableHeadProps) {
  const { columns, widths, shown, activeColumn, onResize, onFit } = props;
  const t = useTranslations("ui");
  return (
    <div role="rowgroup" className="sticky top-0 z-20" style={{ width: props.widthPx }}>
      <div
        role="row"
        aria-rowindex={1}
        className="relative flex border-b border-border bg-surface-sunken"
        style={{ height: props.heightPx }}
      >
        {shown.map(({ index, left, isSticky }) => {
          const column = columns[index];
          if (column === undefined) return null;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              className={classNames(
                "flex h-full shrink-0 items-center border-r border-border bg-surface-sunken px-2 text-sm font-medium",
                isSticky ? "sticky z-10" : "absolute top-0",
                column.align === "end" && "justify-end text-right",
              )}
              style={{ width: widths[index], left }}
            >
              <div className="min-w-0 flex-1">
                {column.header}
                {props.headSummary?.(column.id)}
              </div>
              {index === 0 ? null : (
                <ResizeHandle
                  label={t("grid.columnWidth", { column: column.name })}
                  widthPx={widths[index] ?? 0}
                  minPx={minColumnPx}
                  maxPx={maxColumnPx}
                  isTabStop={index === Math.max(1, activeColumn)}
                  onResize={(widthPx) => onResize(index, widthPx)}
                  onFit={() => onFit(index)}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
