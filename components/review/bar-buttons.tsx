"use client";

import { ListChecks, PanelLeftOpen, Redo2, Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../ui/form/button.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Spinner } from "../ui/spinner.tsx";

export interface PanelButtonsProps {
  summary: ReviewSummary;
  /** Opens the panel of narrow windows. */
  onOpenPanel: () => void;
  /** Shows the panel beside the rows; null: it is there. */
  onShowPanel: (() => void) | null;
  /** The user has just hidden that panel, so the focus goes to the button that shows it. */
  takesFocus: boolean;
}

/** The ways to the problems by reason, where they are not on the page. */
export function PanelButtons({ summary, onOpenPanel, onShowPanel, takesFocus }: PanelButtonsProps) {
  const t = useTranslations("review.bar");
  const reasons = t("panel", { count: summary.groups.length + (summary.setAside.count > 0 ? 1 : 0) });
  return (
    <>
      <Button onClick={onOpenPanel} className="lg:!hidden">
        <ListChecks aria-hidden />
        {reasons}
      </Button>
      {onShowPanel === null ? null : (
        <Button onClick={onShowPanel} autoFocus={takesFocus} className="max-lg:!hidden">
          <PanelLeftOpen aria-hidden />
          {reasons}
        </Button>
      )}
    </>
  );
}

/** That something is worked on; `progress` is a share from 0 to 1, null for quick work. */
export function BusyShare({ isBusy, progress }: { isBusy: boolean; progress: number | null }) {
  const t = useTranslations("review.bar");
  const format = useFormatter();
  return isBusy ? (
    <span className="flex items-center gap-1.5 text-sm text-text-muted tabular-nums">
      <Spinner label={t("checking")} />
      {progress === null ? null : (
        <span aria-hidden className="appear-late">
          {format.number(Math.floor(progress * 100) / 100, { style: "percent" })}
        </span>
      )}
    </span>
  ) : null;
}

export interface HistoryButtonsProps {
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
}

/** Undo and redo. */
export function HistoryButtons({ canUndo, canRedo, onUndo, onRedo }: HistoryButtonsProps) {
  const t = useTranslations("review.bar");
  return (
    <>
      <IconButton label={t("undo")} disabled={!canUndo} onClick={onUndo}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton label={t("redo")} disabled={!canRedo} onClick={onRedo}>
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}
