"use client";

import { Filter } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { CellPosition } from "../data-table/data-table-types.ts";
import type { ColumnModel } from "../data-table/use-column-model.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Button } from "../ui/form/button.tsx";
import { PasteDialog } from "./blocks/paste-dialog.tsx";
import { SelectionLine } from "./blocks/selection-line.tsx";
import { useBlocks } from "./blocks/use-blocks.ts";
import { CellInspector } from "./cell-inspector.tsx";
import type { Find } from "./find/use-find.ts";
import type { ReviewColumn } from "./review-columns.ts";
import { ReviewTable } from "./review-table.tsx";
import type { ReviewEdits } from "./use-review-edits.ts";
import { everyRow, type ReviewTableState } from "./use-review-table.ts";

export interface ReviewRowsProps {
  columns: readonly ReviewColumn[];
  model: ColumnModel;
  rowHeightPx: number;
  headSummary: (columnId: string) => ReactNode;
  headers: readonly string[];
  mapping: Mapping;
  table: ReviewTableState;
  edits: ReviewEdits;
  find: Find;
}

/** The table gets the rest of the window, but at least some rows if there is little left. */
const height = "min-h-72 grow basis-52 lg:min-h-52";

/** The shown rows, edited in place, and everything about the chosen cell below them. */
export function ReviewRows(props: ReviewRowsProps) {
  const { columns, headers, mapping, table, edits, find } = props;
  const t = useTranslations("review.table");
  const { rowAt, cell } = table;
  const blocks = useBlocks({ table, columns, edits });
  const commit = (position: CellPosition, text: string, move: "down" | "right" | "left" | "stay") => {
    table.edit(null);
    const row = rowAt(position.row);
    const column = columns[position.column - 1]?.index;
    if (row !== undefined && column !== undefined) edits.write(row, column, text);
    if (move === "down") table.focus({ row: position.row + 1, column: position.column });
    else if (move === "right") table.focus({ row: position.row, column: position.column + 1 });
    else if (move === "left") table.focus({ row: position.row, column: Math.max(1, position.column - 1) });
  };
  return (
    <>
      {table.total === 0 ? (
        <div className={height}>
          <EmptyState
            icon={<Filter />}
            title={t("nothing")}
            actions={<Button onClick={() => table.setFilter(everyRow)}>{t("showAll")}</Button>}
          />
        </div>
      ) : (
        <div className={`flex flex-col ${height}`} {...blocks.events}>
          <ReviewTable
            columns={columns}
            model={props.model}
            rowHeightPx={props.rowHeightPx}
            headSummary={props.headSummary}
            rowCount={table.total ?? 0}
            rowAt={rowAt}
            onRangeChange={table.show}
            editing={table.editing}
            chosen={cell}
            find={find.isOpen ? find : null}
            onEdit={(position, typed) => {
              if (position.column > 0 && rowAt(position.row) !== undefined) table.edit({ ...position, typed });
            }}
            onCellFocus={table.setCell}
            onSelect={blocks.onSelect}
            isExtending={blocks.isExtending}
            onExtending={blocks.setExtending}
            onCommit={commit}
            onCancelEdit={(position) => {
              table.edit(null);
              table.focus(position);
            }}
            tableRef={table.ref}
            className="min-h-0 flex-1"
          />
        </div>
      )}
      <SelectionLine blocks={blocks} progress={edits.canStop ? edits.progress : null} onStop={edits.stop} />
      <PasteDialog
        asked={blocks.asked}
        headers={headers}
        onConfirm={blocks.confirmPaste}
        onDismiss={blocks.dismissPaste}
      />
      <CellInspector
        // On a phone, what is said of the selection takes its place.
        className={blocks.isExtending ? "max-sm:hidden" : ""}
        row={rowAt(cell.row) ?? null}
        column={columns[cell.column - 1]?.index ?? null}
        headers={headers}
        mapping={mapping}
        onDecide={edits.decide}
        onWrite={(column, text) => {
          const row = rowAt(cell.row);
          if (row !== undefined) edits.write(row, column, text);
        }}
      />
    </>
  );
}
