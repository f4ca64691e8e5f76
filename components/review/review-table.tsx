"use client";

import { CircleAlert, Pencil, TriangleAlert } from "lucide-react";
import { type ReactElement, type ReactNode, type Ref, useMemo } from "react";
import { useTranslations } from "use-intl";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { ReviewRow } from "#lib/spreadsheet/protocol/review.ts";
import { headSummaryPx } from "../columns/head-summary.tsx";
import { DataTable } from "../data-table/data-table.tsx";
import type { CellPosition, DataColumn, DataTableHandle, RowRange } from "../data-table/data-table-types.ts";
import type { GridRange } from "../data-table/grid-selection.ts";
import type { ColumnModel } from "../data-table/use-column-model.ts";
import { usePageActions } from "../ui/actions/use-page-actions.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/overlay/tooltip.tsx";
import { CellEditor, editorKeys } from "./cell-editor.tsx";
import type { Find } from "./find/use-find.ts";
import type { ReviewColumn } from "./review-columns.ts";
import type { EditedCell } from "./use-review-table.ts";

export interface ReviewTableProps {
  columns: readonly ReviewColumn[];
  /** Of these columns. */
  model: ColumnModel;
  rowHeightPx: number;
  /** What a column holds, below its name. */
  headSummary: (columnId: string) => ReactNode;
  rowCount: number;
  rowAt: (position: number) => ReviewRow | undefined;
  onRangeChange: (range: RowRange) => void;
  /** The cell being edited, as a position in the table. */
  editing: EditedCell | null;
  chosen: CellPosition;
  /** Marks matches of the search; null if there is none. */
  find: Pick<Find, "isFound"> | null;
  /** `typed`: what was typed on the cell, in place of its text; null if nothing was. */
  onEdit: (position: CellPosition, typed: string | null) => void;
  onCellFocus: (position: CellPosition) => void;
  onSelect: (range: GridRange | null) => void;
  isExtending: boolean;
  onExtending: (isExtending: boolean) => void;
  onCommit: (position: CellPosition, text: string, move: "down" | "right" | "left" | "stay") => void;
  onCancelEdit: (position: CellPosition) => void;
  tableRef: Ref<DataTableHandle>;
  className?: string;
}

const lineColumnPx = 84;

const markClasses = "rounded-sm bg-accent-soft px-0.5 text-text outline outline-accent/40";

/**
 * All rows of the file in their current state, with the issues of each cell. The first column of the table is
 * the file's line.
 */
export function ReviewTable(props: ReviewTableProps) {
  const { columns, model, editing, find, chosen } = props;
  const t = useTranslations("review.table");
  const keys = useTranslations("review.keys");
  const words = useIssueWords();
  usePageActions({
    title: keys("editing"),
    kind: "element",
    actions: [
      { id: "commit", label: keys("commit"), strokes: editorKeys.commit },
      { id: "commitAside", label: keys("commitAside"), strokes: editorKeys.commitAside },
      { id: "cancel", label: keys("cancel"), strokes: editorKeys.cancel },
    ],
  });

  const dataColumns = useMemo(
    (): DataColumn[] => [
      { id: "line", name: t("line"), header: t("line") },
      ...columns.map(
        ({ index, header, field, title }): DataColumn => ({
          id: String(index),
          name: title,
          ...(field?.kind === "amount" || field?.kind === "days" ? { align: "end" as const } : {}),
          header: (
            <span className={classNames("block leading-tight", field === null && "text-text-muted")}>
              <span className="block truncate">{title}</span>
              <span className="block truncate text-xs font-normal text-text-muted">
                {field === null ? t("notLoaded") : header}
              </span>
            </span>
          ),
        }),
      ),
    ],
    [columns, t],
  );
  const widths = useMemo(() => [lineColumnPx, ...model.widths], [model.widths]);

  const issuesAt = (row: ReviewRow, position: CellPosition): readonly Issue[] => {
    const column = columns[position.column - 1]?.index ?? null;
    return row.issues.filter((issue) => issue.column === column);
  };

  const renderCell = (row: ReviewRow, position: CellPosition) => {
    const { line, isOfDebtors } = placeOfLine(row.line);
    const issues = issuesAt(row, position);
    const title = issues.map((issue) => `${words.title(issue.code)}: ${words.text(issue)}`).join("\n");
    const hasError = issues.some((issue) => issue.severity === "error");
    const mark = issues.length === 0 ? null : <Mark hasError={hasError} label={title} />;
    if (position.column === 0) {
      return (
        <Hint text={title}>
          <span className="flex w-full items-center justify-between gap-1">
            {isOfDebtors ? t("debtorsLine", { line }) : line}
            {mark}
          </span>
        </Hint>
      );
    }
    const column = columns[position.column - 1];
    const cell = column === undefined ? undefined : row.cells[column.index];
    if (column === undefined) return null;
    if (editing !== null && editing.row === position.row && editing.column === position.column) {
      return (
        <CellEditor
          label={t("edit", { header: column.header, line })}
          text={cell?.text ?? ""}
          typed={editing.typed}
          onCommit={(text, move) => props.onCommit(position, text, move)}
          onCancel={() => props.onCancelEdit(position)}
        />
      );
    }
    const text = cell?.text ?? "";
    const original = cell?.original ?? null;
    const hint = [title, original === null ? "" : t("original", { text: original })].filter(Boolean).join("\n");
    return (
      <Hint text={hint}>
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          {mark}
          <span
            className={classNames(
              "min-w-0 flex-1 truncate",
              (column.field?.kind === "amount" || column.field?.kind === "days") && "text-right",
            )}
          >
            {find?.isFound(text, column.index) === true ? <mark className={markClasses}>{text}</mark> : text}
          </span>
          {original === null ? null : <Pencil aria-label={t("edited")} className="size-3 shrink-0 text-accent" />}
        </span>
      </Hint>
    );
  };

  return (
    <DataTable<ReviewRow>
      label={t("label")}
      ref={props.tableRef}
      columns={dataColumns}
      widths={widths}
      pinnedCount={model.pinnedCount + 1}
      onResize={model.resize}
      rowHeightPx={props.rowHeightPx}
      rowCount={props.rowCount}
      rowAt={props.rowAt}
      onRangeChange={props.onRangeChange}
      renderCell={renderCell}
      rowClassName={(row) => (row.isLeftOut ? "text-text-muted" : "")}
      cellClassName={(row, position) => {
        const issues = issuesAt(row, position);
        // The focus is in the search field, so the found cell needs a visible outline.
        if (find !== null && position.row === chosen.row && position.column === chosen.column)
          return "outline-2 -outline-offset-2 outline-accent";
        if (issues.some((issue) => issue.severity === "error")) return "!bg-error-bg text-text";
        if (issues.length > 0) return "!bg-warning-bg text-text";
        if (columns[position.column - 1]?.field === null) return "text-text-muted";
        return "";
      }}
      onActivate={(position) => props.onEdit(position, null)}
      onType={props.onEdit}
      onCellFocus={props.onCellFocus}
      onSelect={props.onSelect}
      isExtending={props.isExtending}
      onExtending={props.onExtending}
      headHeightPx={44 + headSummaryPx}
      headSummary={props.headSummary}
      className={props.className ?? ""}
    />
  );
}

/** All issues of a cell, on hover; the inspector shows them in full. Most cells have none and cost nothing. */
function Hint({ text, children }: { text: string; children: ReactElement }) {
  return text === "" ? children : <Tooltip text={text}>{children}</Tooltip>;
}

function Mark({ hasError, label }: { hasError: boolean; label: string }) {
  const Icon = hasError ? CircleAlert : TriangleAlert;
  return (
    <Icon
      role="img"
      aria-label={label}
      className={classNames("size-3.5 shrink-0", hasError ? "text-error" : "text-warning")}
    />
  );
}
