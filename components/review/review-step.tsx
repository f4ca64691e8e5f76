"use client";

import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useMessages, useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import { unreadableBalances } from "#lib/domain/validation/unreadable-balances.ts";
import { fieldWords } from "#lib/i18n/field-words.ts";
import type { CellMatch } from "#lib/spreadsheet/protocol/find.ts";
import type { ReadingReport, ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { IssueGroup, ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { Sheet } from "../ui/overlay/sheet.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { FindBar } from "./find/find-bar.tsx";
import { useFind } from "./find/use-find.ts";
import { useReplacing } from "./find/use-replacing.ts";
import { IssuePanel } from "./issue-panel.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { reviewColumns } from "./review-columns.ts";
import { ReviewRows } from "./review-rows.tsx";
import type { ReviewSource } from "./review-source.ts";
import { SetAsideNote } from "./set-aside-note.tsx";
import { SetAsideSheet } from "./set-aside-sheet.tsx";
import { StageFooter } from "./stage-footer.tsx";
import { TotalsStrip } from "./totals-strip.tsx";
import { useIssueWalk } from "./use-issue-walk.ts";
import { useReviewEdits } from "./use-review-edits.ts";
import { useReviewKeys } from "./use-review-keys.ts";
import { type ReviewTableState, useReviewTable } from "./use-review-table.ts";
import { useTop } from "./use-top.ts";

export interface ReviewStepProps {
  source: ReviewSource;
  report: ReadingReport;
  fields: readonly Field[];
  mapping: Mapping;
  currency: string;
  summary: ReviewSummary;
  /** Shown above the figures: where the file or its columns come from, if that matters here. */
  notice?: ReactNode | undefined;
  /** Rows that look like titles, totals or notes and are read as data. */
  takenIn: ReadingSettings["takenIn"];
  onTakenIn: (takenIn: ReadingSettings["takenIn"]) => void;
  /** A decision for a whole group changes the mapping. */
  onMapping: (mapping: Mapping) => void;
  onSummary: (summary: ReviewSummary) => void;
  onFault: (error: unknown) => void;
  onBack: () => void;
  onStage: () => void;
}

/** All rows with their problems, to be corrected here before anything leaves this machine. */
export function ReviewStep(props: ReviewStepProps) {
  const { source, report, fields, mapping, summary, onFault } = props;
  const t = useTranslations("review");
  const root = useRef<HTMLDivElement>(null);
  const top = useTop(root);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isAsideOpen, setAsideOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const catalogue = useMessages().fields;
  const columns = useMemo(
    () => reviewColumns(report.columns, mapping, fields, (field) => fieldWords(catalogue, field).label),
    [report.columns, mapping, fields, catalogue],
  );
  const headers = useMemo(() => report.columns.map((column) => column.header), [report.columns]);
  const fileColumns = useMemo(() => columns.map((column) => column.index), [columns]);
  const placeOf = useCallback((column: number | null) => fileColumns.indexOf(column ?? -1) + 1, [fileColumns]);
  const tableRef = useRef<ReviewTableState>(null);
  const edits = useReviewEdits({
    ...props,
    // With a filter, that row may not be shown, and its position is not known.
    onTravelled: ({ row, column }) => {
      const table = tableRef.current;
      if (table?.filter.show === "all") table.reveal({ row, column: placeOf(column) });
    },
  });
  const table = useReviewTable({ ask: source.window, columns, version: edits.version, onFault });
  tableRef.current = table;
  const walk = useIssueWalk({ ...table, source, columns, onArrive: table.focus, onFault });
  const find = useFind({
    source,
    columns: fileColumns,
    filter: table.filter,
    version: edits.version,
    standing: table.standing,
    onArrive: ({ position, column }: CellMatch) => table.reveal({ row: position, column: placeOf(column) }),
    onFault,
  });
  const replace = useReplacing(find, edits);

  useReviewKeys(root, {
    onNext: () => void walk(1),
    onPrevious: () => void walk(-1),
    onUndo: edits.undo,
    onRedo: edits.redo,
    onFind: find.open,
    onHelp: () => setHelpOpen(true),
  });

  const panel = (
    <IssuePanel
      summary={summary}
      mapping={mapping}
      filter={table.filter}
      headers={headers}
      onFilter={(filter) => {
        table.setFilter(filter);
        setPanelOpen(false);
      }}
      onGoTo={(group: IssueGroup) => {
        setPanelOpen(false);
        // Without a filter, a row's position is its number.
        table.focusAmongAll({ row: group.firstRow, column: placeOf(group.column) });
      }}
      onFixAll={(group) => edits.fixAll({ code: group.code, column: group.column })}
      onDecide={edits.decide}
    >
      <SetAsideNote
        setAside={summary.setAside}
        onOpen={() => {
          setPanelOpen(false);
          setAsideOpen(true);
        }}
      />
    </IssuePanel>
  );
  return (
    // At least to the end of the window, minus the page's own margin: the table gets what the other parts leave.
    <div ref={root} className="flex flex-col gap-3" style={{ minHeight: `calc(100dvh - ${top}px - 1.5rem)` }}>
      {props.notice}
      <div className={find.isOpen ? "max-sm:hidden" : ""}>
        <TotalsStrip
          totals={summary.totals}
          currency={props.currency}
          hasBalance={loadsBalance(mapping)}
          unreadable={unreadableBalances(summary.groups)}
        />
      </div>
      <div className="flex grow gap-3">
        <aside
          aria-label={t("panel.title")}
          className="relative hidden w-68 shrink-0 overflow-hidden rounded-lg border border-border bg-surface-raised lg:block"
        >
          {/* It scrolls beside the rows and is no higher than they are. */}
          <div className="absolute inset-0 overflow-y-auto">
            <h2 className="sticky top-0 z-10 border-b border-border bg-surface-raised px-3 py-2 text-sm font-semibold">
              {t("panel.title")}
            </h2>
            {panel}
          </div>
        </aside>
        <div className="flex min-w-0 grow basis-0 flex-col gap-2">
          <FilterBar
            summary={summary}
            filter={table.filter}
            isBusy={edits.isBusy}
            progress={edits.progress}
            canUndo={summary.canUndo}
            canRedo={summary.canRedo}
            onFilter={table.setFilter}
            onNext={() => void walk(1)}
            onPrevious={() => void walk(-1)}
            onUndo={edits.undo}
            onRedo={edits.redo}
            onFind={find.isOpen ? find.close : find.open}
            onOpenPanel={() => setPanelOpen(true)}
          >
            <KeysHelp isOpen={isHelpOpen} onOpenChange={setHelpOpen} />
          </FilterBar>
          {find.isOpen ? (
            <FindBar
              find={find}
              columns={columns}
              isBusy={edits.isBusy}
              onReplace={replace}
              onClose={() => {
                find.close();
                table.focus(table.cell);
              }}
            />
          ) : null}
          <ReviewRows columns={columns} headers={headers} mapping={mapping} table={table} edits={edits} find={find} />
        </div>
      </div>
      <StageFooter summary={summary} isBusy={edits.isBusy} onBack={props.onBack} onStage={props.onStage} />
      <SetAsideSheet
        source={source}
        takenIn={props.takenIn}
        version={edits.version}
        isOpen={isAsideOpen}
        isBusy={edits.isBusy}
        onOpenChange={setAsideOpen}
        onTakeIn={edits.takeIn}
        onFault={onFault}
      />
      <Sheet isOpen={isPanelOpen} onOpenChange={setPanelOpen} title={t("panel.title")}>
        <div className="-mx-4 -my-4">{panel}</div>
      </Sheet>
    </div>
  );
}
