"use client";

import { type KeyboardEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { type CellCondition, type ColumnSummary, columnParts } from "#lib/domain/summary/column-summary.ts";
import { Popover } from "../ui/overlay/popover.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PartBar } from "./part-bar.tsx";
import type { Summaries } from "./summaries.ts";
import { SummaryDetails } from "./summary-details.tsx";
import { useSummaryWords } from "./summary-words.ts";
import { useSummary } from "./use-summaries.ts";

/** What a head needs below its name, in px. */
export const headSummaryPx = 20;

export interface HeadSummaryProps {
  summaries: Summaries;
  column: number;
  title: string;
  currency: string;
  chosen: CellCondition | null;
  /** The one that Tab reaches; from there, the arrow keys lead to the others. */
  isTabStop: boolean;
  onChoose: (holds: CellCondition | null) => void;
}

/** What a column holds, in the head of a table: a bar and a few words; more in a panel. As high from the start. */
export function HeadSummary({ summaries, column, title, currency, chosen, isTabStop, onChoose }: HeadSummaryProps) {
  const summary = useSummary(summaries, column);
  const [isOpen, setOpen] = useState(false);
  const label = useLabel(title, summary);
  const words = useSummaryWords();
  return (
    <>
      <Popover
        label={label}
        open={isOpen && summary !== null}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            data-head-summary
            tabIndex={isTabStop ? 0 : -1}
            aria-label={label}
            onKeyDown={moveAlong}
            className="touch-target block h-5 w-full truncate rounded-sm [text-align:inherit] text-xs font-normal text-text-muted tabular-nums hover:text-text"
          >
            {summary === null ? <Skeleton className="h-2.5 w-2/3" /> : words.line(summary)}
          </button>
        }
      >
        {summary === null ? null : (
          <SummaryDetails
            title={title}
            summary={summary}
            currency={currency}
            chosen={chosen}
            onChoose={(holds) => {
              setOpen(false);
              onChoose(holds);
            }}
          />
        )}
      </Popover>
      {/* Along the lower edge of the whole head. */}
      <PartBar parts={summary?.parts ?? null} className="pointer-events-none absolute inset-x-0 bottom-0 h-[3px]" />
    </>
  );
}

function useLabel(title: string, summary: ColumnSummary | null): string {
  const t = useTranslations("columns");
  const format = useFormatter();
  const words = useSummaryWords();
  if (summary === null) return t("counting", { column: title });
  const parts = columnParts
    .filter((part) => summary.parts[part] > 0)
    .map((part) => t("partCount", { part: t(`parts.${part}`), count: summary.parts[part] }));
  return t("summaryOf", { column: title, parts: format.list(parts, { type: "unit" }), line: words.line(summary) });
}

/** The left and right arrows go to the summary beside. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const all = [
    ...(event.currentTarget.closest("[role=row]")?.querySelectorAll<HTMLElement>("[data-head-summary]") ?? []),
  ];
  const beside = all[all.indexOf(event.currentTarget) + (event.key === "ArrowLeft" ? -1 : 1)];
  if (beside === undefined) return;
  event.preventDefault();
  beside.focus();
}
