"use client";

import { Filter } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { IssueGroup, ReadingReport, ReviewSummary, RowFilter } from "#lib/spreadsheet/workbench-protocol.ts";
import type { CellPosition, DataTableHandle } from "../data-table/data-table-types.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { CellInspector } from "./cell-inspector.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { IssuePanel } from "./issue-panel.tsx";
import { reviewColumns } from "./review-columns.ts";
import type { ReviewSource } from "./review-source.ts";
import { ReviewTable } from "./review-table.tsx";
import { StageFooter } from "./stage-footer.tsx";
import { TotalsStrip } from "./totals-strip.tsx";
import { useReviewEdits } from "./use-review-edits.ts";
import { useRowWindows } from "./use-row-windows.ts";

export interface ReviewStepProps {
  source: ReviewSource;
  report: ReadingReport;
  fields: readonly Field[];
  mapping: Mapping;
  currency: string;
  summary: ReviewSummary;
  /** The mapping is last time's and nobody has looked at it today. */
  isRemembered: boolean;
  /** A decision for a whole group changes the mapping. */
  onMapping: (mapping: Mapping) => void;
  onSummary: (summary: ReviewSummary) => void;
  onFault: (error: unknown) => void;
  onBack: () => void;
  onStage: () => void;
}

const everything: RowFilter = { show: "all" };

/** All rows with their problems, to be corrected here before anything leaves this machine. */
export function ReviewStep(props: ReviewStepProps) {
  const { source, report, fields, mapping, summary, onFault } = props;
  const t = useTranslations("review");
  const tableRef = useRef<DataTableHandle>(null);
  const [filter, setFilter] = useState<RowFilter>(everything);
  const [cell, setCell] = useState<CellPosition>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<CellPosition | null>(null);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const columns = useMemo(() => reviewColumns(report.columns, mapping, fields), [report.columns, mapping, fields]);
  const headers = useMemo(() => report.columns.map((column) => column.header), [report.columns]);
  const edits = useReviewEdits(props);
  const rows = useRowWindows(source.window, filter, edits.version, onFault);
  const { rowAt } = rows;

  const chooseFilter = (next: RowFilter) => {
    setEditing(null);
    setFilter(next);
    tableRef.current?.scrollToRow(0);
  };
  const focus = useCallback((position: CellPosition) => {
    setCell(position);
    tableRef.current?.focusCell(position);
  }, []);

  /** The place in the table of a row's next issue after `column`, or null. */
  const issueColumn = (position: number, after: number, direction: 1 | -1): number | null => {
    const row = rowAt(position);
    if (row === undefined) return null;
    const places = columns.flatMap(({ index }, at) =>
      row.issues.some((issue) => issue.column === index) ? [at + 1] : [],
    );
    const found = direction === 1 ? places.find((place) => place > after) : places.findLast((place) => place < after);
    return found ?? null;
  };
  const goToIssue = async (direction: 1 | -1) => {
    const here = issueColumn(cell.row, cell.column, direction);
    if (here !== null) return focus({ row: cell.row, column: here });
    try {
      const after = rowAt(cell.row)?.row ?? -1;
      const found = await source.nextIssue({ after, filter, direction: direction === 1 ? "next" : "previous" });
      if (found !== null) await land(found.position, direction);
    } catch (error) {
      onFault(error);
    }
  };
  /** Goes to a row and, as soon as it is known which of its cells is at fault, to that one. */
  const land = async (position: number, direction: 1 | -1) => {
    const answer = await source.window({ from: position, count: 1, filter });
    const row = answer.rows[0];
    const places = columns.flatMap(({ index }, at) =>
      row?.issues.some((issue) => issue.column === index) === true ? [at + 1] : [],
    );
    focus({ row: position, column: (direction === 1 ? places[0] : places.at(-1)) ?? 0 });
  };
  const goToGroup = async (group: IssueGroup) => {
    setPanelOpen(false);
    setFilter(everything);
    setEditing(null);
    const at = columns.findIndex((column) => column.index === group.column);
    // Where everything is shown, a row's place is its number. After this render, because the filter may just have changed.
    requestAnimationFrame(() => focus({ row: group.firstRow, column: at + 1 }));
  };

  const commit = (position: CellPosition, text: string, move: "down" | "right" | "left" | "stay") => {
    setEditing(null);
    const row = rowAt(position.row);
    const column = columns[position.column - 1]?.index;
    if (row !== undefined && column !== undefined) edits.write(row, column, text);
    if (move === "stay") return;
    const target = {
      down: { row: position.row + 1, column: position.column },
      right: { row: position.row, column: position.column + 1 },
      left: { row: position.row, column: Math.max(1, position.column - 1) },
    }[move];
    focus(target);
  };

  const onKey = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    const isControl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === "F8") void goToIssue(event.shiftKey ? -1 : 1);
    else if (isControl && key === "z" && !event.shiftKey) edits.undo();
    else if (isControl && (key === "y" || (key === "z" && event.shiftKey))) edits.redo();
    else return;
    event.preventDefault();
  };
  // F8 and undo work wherever the focus is, but not inside a text that has an undo of its own.
  const keyHandler = useRef(onKey);
  keyHandler.current = onKey;
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const isInText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (!isInText && !event.defaultPrevented) keyHandler.current(event);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  const panel = (
    <IssuePanel
      summary={summary}
      mapping={mapping}
      filter={filter}
      headers={headers}
      onFilter={(next) => {
        chooseFilter(next);
        setPanelOpen(false);
      }}
      onGoTo={(group) => void goToGroup(group)}
      onFixAll={(group) => edits.fixAll({ code: group.code, column: group.column })}
      onDecide={edits.decide}
    />
  );
  const chosenColumn = columns[cell.column - 1]?.index ?? null;

  return (
    // What stands above and below the table, so that table and inspector end where the footer begins.
    <div className={classNames("flex flex-col gap-3", props.isRemembered ? "[--around:33rem]" : "[--around:28rem]")}>
      {props.isRemembered ? (
        <Callout
          tone="info"
          role="status"
          title={t("remembered.title")}
          action={<Button onClick={props.onBack}>{t("remembered.show")}</Button>}
        >
          {t("remembered.text")}
        </Callout>
      ) : null}
      <TotalsStrip totals={summary.totals} currency={props.currency} />
      <div className="grid gap-3 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <aside
          aria-label={t("panel.title")}
          className="hidden h-[calc(max(20rem,100dvh-var(--around))+9rem)] overflow-y-auto rounded-lg border border-border bg-surface-raised lg:block"
        >
          <h2 className="border-b border-border px-3 py-2 text-sm font-semibold">{t("panel.title")}</h2>
          {panel}
        </aside>
        <div className="flex min-w-0 flex-col gap-2">
          <FilterBar
            summary={summary}
            filter={filter}
            isBusy={edits.isBusy}
            canUndo={summary.canUndo}
            canRedo={summary.canRedo}
            onFilter={chooseFilter}
            onNext={() => void goToIssue(1)}
            onPrevious={() => void goToIssue(-1)}
            onUndo={edits.undo}
            onRedo={edits.redo}
            onOpenPanel={() => setPanelOpen(true)}
          />
          {rows.total === 0 ? (
            <div className="h-[max(20rem,calc(100dvh-var(--around)))]">
              <EmptyState
                icon={<Filter />}
                title={t("table.nothing")}
                actions={<Button onClick={() => chooseFilter(everything)}>{t("table.showAll")}</Button>}
              />
            </div>
          ) : (
            <ReviewTable
              columns={columns}
              rowCount={rows.total ?? 0}
              rowAt={rowAt}
              onRangeChange={rows.show}
              editing={editing}
              onActivate={(position) =>
                position.column > 0 && rowAt(position.row) !== undefined && setEditing(position)
              }
              onCellFocus={setCell}
              onCellKeyDown={onKey}
              onCommit={commit}
              onCancelEdit={(position) => {
                setEditing(null);
                focus(position);
              }}
              tableRef={tableRef}
              className="h-[max(20rem,calc(100dvh-var(--around)))]"
            />
          )}
          <CellInspector
            row={rowAt(cell.row) ?? null}
            column={chosenColumn}
            headers={headers}
            onWrite={(column, text) => {
              const row = rowAt(cell.row);
              if (row !== undefined) edits.write(row, column, text);
            }}
          />
        </div>
      </div>
      <StageFooter summary={summary} isBusy={edits.isBusy} onBack={props.onBack} onStage={props.onStage} />
      <Sheet isOpen={isPanelOpen} onOpenChange={setPanelOpen} title={t("panel.title")}>
        <div className="-mx-4 -my-4">{panel}</div>
      </Sheet>
    </div>
  );
}
