"use client";

import { Users } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useState } from "react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import type { DebtorFilter, ListedDebtor } from "#lib/spreadsheet/protocol/debtors.ts";
import { usePageActions } from "../../ui/actions/use-page-actions.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Button } from "../../ui/form/button.tsx";
import type { PanelButtonsProps } from "../bar-buttons.tsx";
import type { ReviewState } from "../use-review.ts";
import { cellOfCtrlEnter } from "./cell-of-ctrl-enter.ts";
import { DebtorPane } from "./debtor-pane.tsx";
import type { DebtorSource } from "./debtor-source.ts";
import { DebtorTable } from "./debtor-table.tsx";
import { DebtorsBar } from "./debtors-bar.tsx";
import { PayloadDialog } from "./payload-dialog.tsx";
import { useDebtorList } from "./use-debtor-list.ts";

export interface DebtorsBodyProps extends PanelButtonsProps {
  source: DebtorSource;
  review: ReviewState;
  fields: readonly Field[];
  mapping: Mapping;
  /** ISO 4217. */
  currency: string;
  rowHeightPx: number;
  searchRef: Ref<HTMLInputElement>;
  onFault: (error: unknown) => void;
  /** In the bar, behind its buttons. */
  children: ReactNode;
}

/** The file as debtors: what becomes of each, with the JSON on demand. */
export function DebtorsBody(props: DebtorsBodyProps) {
  const { source, review, fields, mapping, currency, summary, onFault, children } = props;
  const { debtors: view, edits, headers, placeOf } = review;
  const t = useTranslations("reviewDebtors");
  const keys = useTranslations("review.keys");
  usePageActions({
    title: keys("debtors"),
    kind: "element",
    actions: [
      { id: "debtor", label: keys("debtor"), strokes: ["mod+Enter"] },
      { id: "payload", label: keys("payload"), strokes: ["Enter"] },
    ],
  });
  const list = useDebtorList({ source, view, version: edits.version, onFault });
  const [opened, setOpened] = useState<ListedDebtor | null>(null);
  const setFilter = (filter: DebtorFilter) => {
    view.setFilter(filter);
    list.ref.current?.revealCell({ row: 0, column: 0 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOfCtrlEnter(event);
    const debtor = cell === null ? undefined : list.rowAt(cell.row);
    if (debtor !== undefined) view.goTo({ row: debtor.row, column: 0 });
  };
  return (
    <>
      <DebtorsBar
        summary={summary}
        view={view}
        counts={list.counts}
        isBusy={edits.isBusy || list.progress !== null}
        progress={edits.progress ?? list.progress}
        searchRef={props.searchRef}
        onFilter={setFilter}
        canUndo={summary.canUndo}
        canRedo={summary.canRedo}
        onUndo={edits.undo}
        onRedo={edits.redo}
        onOpenPanel={props.onOpenPanel}
        onShowPanel={props.onShowPanel}
        takesFocus={props.takesFocus}
      >
        {children}
      </DebtorsBar>
      <p className="flex flex-wrap gap-x-4 text-sm text-text-muted tabular-nums">
        <span role="status">
          {list.total === null || list.counts === null
            ? ""
            : t(`shown.${view.filter.show}`, { total: list.total, of: list.counts.all })}
        </span>
        {summary.unidentified === 0 ? null : <span>{t("unidentified", { count: summary.unidentified })}</span>}
      </p>
      <div className="flex min-h-72 grow basis-52 flex-col lg:min-h-52" onKeyDownCapture={onKeyDown}>
        {list.total === 0 ? (
          <EmptyState
            icon={<Users />}
            title={t("nothing")}
            actions={<Button onClick={() => setFilter({ show: "all", search: "" })}>{t("showAll")}</Button>}
          />
        ) : (
          <DebtorTable
            list={list}
            currency={currency}
            hasBalance={loadsBalance(mapping)}
            rowHeightPx={props.rowHeightPx}
            onPlace={view.setPlace}
            onOpen={setOpened}
          />
        )}
      </div>
      <DebtorPane
        detail={list.detail}
        fields={fields}
        headers={headers}
        onOpen={() => setOpened(list.detail?.debtor ?? null)}
        onFirstRow={() => list.detail !== null && view.goTo({ row: list.detail.debtor.row, column: 0 })}
        onGoTo={({ row, column }) => view.goTo({ row, column: placeOf(column) })}
      />
      {opened === null ? null : (
        <PayloadDialog debtor={opened} source={source} onClose={() => setOpened(null)} onFault={onFault} />
      )}
    </>
  );
}
