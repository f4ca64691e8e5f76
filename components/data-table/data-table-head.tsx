"use client";

import type { ReactNode } from "react";
import { classNames } from "../ui/class-names.ts";
import type { DataColumn } from "./data-table-types.ts";
import type { DataHeader } from "./use-column-model.ts";

export interface DataTableHeadProps {
  columns: readonly DataColumn[];
  headers: readonly DataHeader[];
  shown: readonly { readonly index: number; readonly left: number }[];
  heightPx: number;
  widthPx: number;
  headSummary?: ((columnId: string) => ReactNode) | undefined;
}

/** The head row: it stays in view, and the right edges of its cells can be dragged. */
export function DataTableHead({ columns, headers, shown, heightPx, widthPx, headSummary }: DataTableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-20" style={{ width: widthPx }}>
      <div
        role="row"
        aria-rowindex={1}
        className="relative border-b border-border bg-surface-sunken"
        style={{ height: heightPx }}
      >
        {[{ index: 0, left: 0 }, ...shown].map(({ index, left }) => {
          const column = columns[index];
          const header = headers[index];
          if (column === undefined || header === undefined) return null;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              className={classNames(
                "flex h-full items-center border-r border-border bg-surface-sunken px-2 text-sm font-medium",
                index === 0 ? "sticky left-0 z-10" : "absolute top-0",
                column.align === "end" && "justify-end text-right",
              )}
              style={{ width: header.getSize(), ...(index === 0 ? {} : { left }) }}
            >
              <div className="min-w-0 flex-1">
                {column.header}
                {headSummary?.(column.id)}
              </div>
              {index === 0 ? null : <ResizeHandle header={header} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** For mouse and touch only: keyboard users read a cell's whole text in its editor. */
function ResizeHandle({ header }: { header: DataHeader }) {
  const handler = header.getResizeHandler();
  return (
    <span
      aria-hidden
      onMouseDown={handler}
      onTouchStart={handler}
      onDoubleClick={() => header.column.resetSize()}
      className={classNames(
        "absolute inset-y-0 -right-px w-1.5 cursor-col-resize touch-none select-none hover:bg-accent",
        header.column.getIsResizing() && "bg-accent",
      )}
    />
  );
}
