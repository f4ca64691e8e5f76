"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { comparedSums, leastShare } from "#lib/domain/portfolio/comparison/compared-sums.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";

export interface ComparisonSentenceProps {
  view: Pick<ComparisonView, "figures" | "isFirst" | "load" | "tellsGone" | "portfolio">;
  /** ISO 4217; null: no balance is loaded. */
  currency: string | null;
}

/** A load against its portfolio in one sentence: how many are new, gone, changed and the same, and the money. */
export function ComparisonSentence({ view, currency }: ComparisonSentenceProps) {
  const t = useTranslations("portfolios.comparison");
  const balance = useBalanceWords(view.figures, currency);
  const { portfolio, figures, isFirst, load, tellsGone } = view;
  const { new: added, gone, changed, returned, same, volatile } = figures.debtors;
  if (isFirst) {
    return t.rich("first", { name: portfolio.name, b: (chunks: ReactNode) => <strong>{chunks}</strong> });
  }
  // Who is gone by a set is gone from all of it, so the money of its last part alone says nothing.
  const words = tellsGone ? (load.kind === "whole" ? "sentence" : "sentenceOfSet") : "sentenceOfPart";
  return t(words, {
    new: added.debtors,
    gone: gone.debtors,
    changed: changed.debtors,
    doubted: figures.doubted?.debtors ?? 0,
    returned: returned.debtors,
    volatile: volatile.debtors,
    same: same.debtors,
    balance,
  });
}

/** "saldo 1,2 % menos". A small share keeps its first digit or is "less than 0,01 %", never "0 % less". */
function useBalanceWords({ debtors }: Pick<ComparisonFigures, "debtors">, currency: string | null): string {
  const t = useTranslations("portfolios.comparison");
  const ui = useTranslations("ui");
  const format = useFormatter();
  if (currency === null) return t("balanceNone");
  const { growth } = comparedSums(debtors);
  if (growth === null) return t("balanceNew");
  if (growth === 0) return t("balanceSame");
  const size = Math.abs(growth);
  const digits = size < 0.001 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 1 };
  const shown = format.number(Math.max(size, leastShare), { style: "percent", ...digits });
  const share = size < leastShare ? ui("lessThan", { share: shown }) : shown;
  return t(growth < 0 ? "balanceLess" : "balanceMore", { share });
}
