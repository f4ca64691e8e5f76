"use client";

import type { ReactNode, Ref } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { DebtorFilter, DebtorShow } from "#lib/spreadsheet/protocol/debtors.ts";
import { Input } from "../../ui/form/input.tsx";
import { Select } from "../../ui/form/select.tsx";
import {
  BusyShare,
  HistoryButtons,
  type HistoryButtonsProps,
  PanelButtons,
  type PanelButtonsProps,
} from "../bar-buttons.tsx";
import type { DebtorsView } from "./use-debtors-view.ts";
import { ViewSwitch } from "./view-switch.tsx";

export interface DebtorsBarProps extends PanelButtonsProps, HistoryButtonsProps {
  /** null before the first answer. */
  counts: Readonly<Record<DebtorShow, number>> | null;
  isBusy: boolean;
  progress: number | null;
  searchRef: Ref<HTMLInputElement>;
  view: DebtorsView;
  onFilter: (filter: DebtorFilter) => void;
  /** Further buttons, at the end. */
  children: ReactNode;
}

const shows = ["all", "sent", "problems", "left_out"] as const satisfies readonly DebtorShow[];

/** Which debtors are shown, and a search among them. */
export function DebtorsBar(props: DebtorsBarProps) {
  const { view, counts, onFilter } = props;
  const { filter } = view;
  const t = useTranslations("reviewDebtors");
  const format = useFormatter();
  const choices = shows.map((value) => ({
    value,
    label: `${t(`show.${value}`)}${counts === null ? "" : ` (${format.number(counts[value])})`}`,
  }));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ViewSwitch view={view} />
      <Select
        label={t("show.label")}
        value={filter.show}
        choices={choices}
        onChange={(show) => onFilter({ ...filter, show })}
        className="!w-auto min-w-48"
      />
      <Input
        ref={props.searchRef}
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
        className="sm:!w-56"
      />
      <PanelButtons
        summary={props.summary}
        onOpenPanel={props.onOpenPanel}
        onShowPanel={props.onShowPanel}
        takesFocus={props.takesFocus}
      />
      <span className="flex-1" />
      <BusyShare isBusy={props.isBusy} progress={props.progress} />
      <HistoryButtons canUndo={props.canUndo} canRedo={props.canRedo} onUndo={props.onUndo} onRedo={props.onRedo} />
      {props.children}
    </div>
  );
}
