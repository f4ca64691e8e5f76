"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { usePageActions } from "../ui/actions/use-page-actions.ts";
import { cellOfCtrlEnter } from "./debtors/cell-of-ctrl-enter.ts";
import { DebtorsBody, type DebtorsBodyProps } from "./debtors/debtors-body.tsx";
import { ViewSwitch } from "./debtors/view-switch.tsx";
import { FilterBar, rowsInTable } from "./filter-bar.tsx";
import { FindBar } from "./find/find-bar.tsx";
import { ReviewRows } from "./review-rows.tsx";
import { ShownLine } from "./shown-line.tsx";

export interface ReviewBodyProps extends DebtorsBodyProps {
  /** In the bar of the rows, behind its buttons. */
  columnsMenu: ReactNode;
}

/** The file as rows or as debtors. Ctrl+Enter goes from a row to its debtor, and from a debtor to its first row. */
export function ReviewBody(props: ReviewBodyProps) {
  return (
    <div className="flex min-w-0 grow basis-0 flex-col gap-2 lg:gap-1.5">
      {props.review.debtors.isShown ? <DebtorsBody {...props} /> : <RowsBody {...props} />}
    </div>
  );
}

/** What is shown of the rows, the search in them, and the rows. */
function RowsBody({ review, mapping, rowHeightPx, columnsMenu, children, ...props }: ReviewBodyProps) {
  const { columns, headers, edits, table, walk, find, replace, debtors } = review;
  const { summary } = props;
  const t = useTranslations("review.keys");
  usePageActions({
    title: t("debtors"),
    kind: "element",
    actions: [{ id: "debtor", label: t("debtor"), strokes: ["mod+Enter"] }],
  });
  return (
    <>
      <FilterBar
        summary={summary}
        filter={table.filter}
        isBusy={edits.isBusy}
        progress={edits.progress}
        canUndo={summary.canUndo}
        canRedo={summary.canRedo}
        onFilter={table.setFilter}
        onNext={() => walk(1)}
        onPrevious={() => walk(-1)}
        onUndo={edits.undo}
        onRedo={edits.redo}
        onFind={find.isOpen ? find.close : find.open}
        onOpenPanel={props.onOpenPanel}
        onShowPanel={props.onShowPanel}
        takesFocus={props.takesFocus}
        conditions={review.heads.conditions}
        viewSwitch={<ViewSwitch view={debtors} />}
      >
        {columnsMenu}
        {children}
      </FilterBar>
      <ShownLine table={table} of={rowsInTable(summary)} />
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
      <div
        className="contents"
        onKeyDownCapture={(event) => {
          if (cellOfCtrlEnter(event) !== null) debtors.enter(true);
        }}
      >
        <ReviewRows
          columns={columns}
          model={review.arranged.model}
          rowHeightPx={rowHeightPx}
          headSummary={review.heads.headSummary}
          headers={headers}
          mapping={mapping}
          table={table}
          edits={edits}
          find={find}
        />
      </div>
    </>
  );
}
