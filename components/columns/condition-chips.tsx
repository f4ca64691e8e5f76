"use client";

import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { type ColumnCondition, withCondition } from "#lib/domain/summary/column-summary.ts";
import type { Summaries } from "./summaries.ts";
import { useSummaryWords } from "./summary-words.ts";

export interface ConditionChipsProps {
  where: readonly ColumnCondition[];
  summaries: Summaries;
  titleOf: (column: number) => string;
  onChange: (where: readonly ColumnCondition[]) => void;
}

/** The conditions that the shown rows meet; each can be removed. */
export function ConditionChips({ where, summaries, titleOf, onChange }: ConditionChipsProps) {
  const t = useTranslations("columns");
  const words = useSummaryWords();
  return where.map(({ column, holds }) => {
    // A condition was chosen from a summary, so there is one.
    const scale = summaries.of(column)?.numbers?.scale ?? null;
    const text = t("condition", { column: titleOf(column), holds: words.condition(holds, scale) });
    return (
      <button
        key={column}
        type="button"
        aria-label={t("remove", { condition: text })}
        onClick={() => onChange(withCondition(where, column, null))}
        className="touch-target inline-flex h-8 max-w-72 items-center gap-1.5 rounded-md border border-pending-border bg-accent-soft px-2 text-sm hover:border-accent"
      >
        <span className="truncate">{text}</span>
        <X aria-hidden className="size-3.5 shrink-0" />
      </button>
    );
  });
}
