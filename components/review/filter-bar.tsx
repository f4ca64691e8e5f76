"use client";

import { Search, SkipBack, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { ReviewSummary, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Select } from "../ui/form/select.tsx";
import {
  BusyShare,
  HistoryButtons,
  type HistoryButtonsProps,
  PanelButtons,
  type PanelButtonsProps,
} from "./bar-buttons.tsx";
import { withWhere } from "./use-review-table.ts";

export interface FilterBarProps extends PanelButtonsProps, HistoryButtonsProps {
  filter: RowFilter;
  isBusy: boolean;
  /** A share from 0 to 1 of a long operation; null for a quick one. */
  progress: number | null;
  onFilter: (filter: RowFilter) => void;
  onNext: () => void;
  onPrevious: () => void;
  onFind: () => void;
  /** The conditions on columns, each with its own button. */
  conditions: ReactNode;
  /** Chooses between rows and debtors. */
  viewSwitch: ReactNode;
  /** Further buttons, at the end. */
  children: ReactNode;
}

/** How many rows there are without a filter. */
export function rowsInTable({ totals }: Pick<ReviewSummary, "totals">): number {
  return totals.file.rows - totals.setAside;
}

const shows = ["all", "errors", "warnings", "left_out", "edited"] as const;

/** Which rows are shown, and the buttons to move through them. */
export function FilterBar(props: FilterBarProps) {
  const { summary, filter, isBusy, progress, onFilter } = props;
  const t = useTranslations("review.bar");
  const format = useFormatter();
  const words = useIssueWords();
  const counts = {
    all: rowsInTable(summary),
    errors: summary.rowsWithErrors,
    warnings: summary.rowsWithWarnings,
    left_out: summary.totals.leftOut.rows,
    edited: summary.editedRows,
  };
  const choices = [
    ...shows.map((value) => ({
      value: value as string,
      label: `${t(`show.${value}`)} (${format.number(counts[value])})`,
    })),
    ...(filter.show === "group" ? [{ value: "group", label: words.title(filter.code) }] : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      {props.viewSwitch}
      <Select
        label={t("showLabel")}
        value={filter.show}
        choices={choices}
        onChange={(value) => {
          const show = shows.find((candidate) => candidate === value);
          if (show !== undefined) onFilter(withWhere({ show }, filter.where ?? []));
        }}
        className="!w-auto min-w-48"
      />
      {props.conditions}
      <PanelButtons
        summary={summary}
        onOpenPanel={props.onOpenPanel}
        onShowPanel={props.onShowPanel}
        takesFocus={props.takesFocus}
      />
      <span className="flex-1" />
      <BusyShare isBusy={isBusy} progress={progress} />
      <IconButton label={t("find")} onClick={props.onFind}>
        <Search aria-hidden />
      </IconButton>
      <HistoryButtons canUndo={props.canUndo} canRedo={props.canRedo} onUndo={props.onUndo} onRedo={props.onRedo} />
      <IconButton label={t("previous")} onClick={props.onPrevious}>
        <SkipBack aria-hidden />
      </IconButton>
      <IconButton label={t("next")} onClick={props.onNext}>
        <SkipForward aria-hidden />
      </IconButton>
      {props.children}
    </div>
  );
}
