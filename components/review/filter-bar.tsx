"use client";

import { ListChecks, PanelLeftOpen, Redo2, Search, SkipBack, SkipForward, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import type { ReviewSummary, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../ui/form/button.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Select } from "../ui/form/select.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { withWhere } from "./use-review-table.ts";

export interface FilterBarProps {
  summary: ReviewSummary;
  filter: RowFilter;
  isBusy: boolean;
  /** A share from 0 to 1 of a long operation; null for a quick one. */
  progress: number | null;
  canUndo: boolean;
  canRedo: boolean;
  onFilter: (filter: RowFilter) => void;
  onNext: () => void;
  onPrevious: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onFind: () => void;
  /** Opens the panel of narrow windows. */
  onOpenPanel: () => void;
  /** Shows the panel beside the rows; null: it is there. */
  onShowPanel: (() => void) | null;
  /** The user has just hidden that panel, so the focus goes to the button that shows it. */
  takesFocus: boolean;
  /** The conditions on columns, each with its own button. */
  conditions: ReactNode;
  /** Further buttons, at the end. */
  children: ReactNode;
}

const shows = ["all", "errors", "warnings", "left_out", "edited"] as const;

/** Which rows are shown, and the buttons to move through them. */
export function FilterBar(props: FilterBarProps) {
  const { summary, filter, isBusy, progress, onFilter } = props;
  const t = useTranslations("review.bar");
  const format = useFormatter();
  const words = useIssueWords();
  const counts = {
    all: summary.totals.file.rows - summary.totals.setAside,
    errors: summary.rowsWithErrors,
    warnings: summary.rowsWithWarnings,
    left_out: summary.totals.leftOut.rows,
    edited: null,
  };
  const choices = [
    ...shows.map((value) => ({
      value: value as string,
      label: `${t(`show.${value}`)}${counts[value] === null ? "" : ` (${format.number(counts[value])})`}`,
    })),
    ...(filter.show === "group" ? [{ value: "group", label: words.title(filter.code) }] : []),
  ];
  const reasons = t("panel", { count: summary.groups.length + (summary.setAside.count > 0 ? 1 : 0) });
  return (
    <div className="flex flex-wrap items-center gap-2">
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
      <Button onClick={props.onOpenPanel} className="lg:!hidden">
        <ListChecks aria-hidden />
        {reasons}
      </Button>
      {props.onShowPanel === null ? null : (
        <Button onClick={props.onShowPanel} autoFocus={props.takesFocus} className="max-lg:!hidden">
          <PanelLeftOpen aria-hidden />
          {reasons}
        </Button>
      )}
      <span className="flex-1" />
      {isBusy ? (
        <span className="flex items-center gap-1.5 text-sm text-text-muted tabular-nums">
          <Spinner label={t("checking")} />
          {progress === null ? null : (
            <span aria-hidden className="appear-late">
              {format.number(Math.floor(progress * 100) / 100, { style: "percent" })}
            </span>
          )}
        </span>
      ) : null}
      <IconButton label={t("find")} onClick={props.onFind}>
        <Search aria-hidden />
      </IconButton>
      <IconButton label={t("undo")} disabled={!props.canUndo} onClick={props.onUndo}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton label={t("redo")} disabled={!props.canRedo} onClick={props.onRedo}>
        <Redo2 aria-hidden />
      </IconButton>
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
