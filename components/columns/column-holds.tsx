"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { Money } from "../ui/money.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SmallHistogram } from "./histogram.tsx";
import { PartBar } from "./part-bar.tsx";
import type { Summaries } from "./summaries.ts";
import { useSummaryWords } from "./summary-words.ts";
import { useInSight } from "./use-in-sight.ts";
import { useSummary } from "./use-summaries.ts";

export interface ColumnHoldsProps {
  summaries: Summaries;
  column: number;
  /** ISO 4217. */
  currency: string;
}

/** What a column holds over all rows, in two lines: enough to see whether it is the balance. */
export function ColumnHolds({ summaries, column, currency }: ColumnHoldsProps) {
  const ref = useRef<HTMLDivElement>(null);
  const summary = useSummary(summaries, column, useInSight(ref));
  const bins = summary?.numbers?.bins ?? [];
  return (
    <div ref={ref} className="mt-1 flex h-6 items-end gap-3 text-xs tabular-nums">
      <div className="min-w-0 flex-1">
        {summary === null ? (
          <Skeleton className="my-[3px] h-2.5 w-1/2" />
        ) : (
          <Words summary={summary} currency={currency} />
        )}
        <PartBar parts={summary?.parts ?? null} className="mt-0.5 h-[3px] rounded-full" />
      </div>
      {bins.length < 2 ? null : <SmallHistogram bins={bins} className="h-6 w-20 shrink-0 max-sm:hidden" />}
    </div>
  );
}

function Words({ summary, currency }: { summary: ColumnSummary; currency: string }) {
  const t = useTranslations("columns");
  const words = useSummaryWords();
  const { distinct, commonest, numbers, parts } = summary;
  const [first] = commonest;
  const problems = (["wrong", "warned", "empty"] as const)
    .filter((part) => parts[part] > 0)
    .map((part) => t("partCount", { part: t(`parts.${part}`), count: parts[part] }));
  const isVaried = numbers === null && first !== undefined && first.count > 1;
  const said = [
    numbers !== null
      ? t("range", { from: words.value(numbers.min, numbers.scale), to: words.value(numbers.max, numbers.scale) })
      : isVaried
        ? t("distinct", { count: distinct })
        : words.line(summary),
    ...problems,
    ...(isVaried ? [t("most", { value: words.value(first.value, null), count: first.count })] : []),
  ].join(" · ");
  return (
    <p className="truncate" title={said}>
      {numbers === null || numbers.sum === null ? null : (
        <>
          {t.rich("sum", {
            money: () => <Money amount={numbers.sum ?? ""} currency={currency} className="font-medium text-text" />,
          })}
          {" · "}
        </>
      )}
      {said}
    </p>
  );
}
