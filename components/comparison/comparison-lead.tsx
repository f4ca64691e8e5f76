"use client";

import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { Card } from "../ui/section.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { useNumbers } from "../uploads/use-numbers.ts";
import { ComparisonSentence, type ComparisonSentenceProps } from "./comparison-sentence.tsx";

export interface ComparisonLeadProps extends ComparisonSentenceProps {
  view: ComparisonView;
  /** The page with each debtor; null on that page. */
  href: string | null;
}

/** The sentence about a load, and what has to be known to read it rightly. */
export function ComparisonLead({ view, currency, href }: ComparisonLeadProps) {
  const t = useTranslations("portfolios.comparison");
  return (
    <Card className="sm:px-6">
      <p className="text-sm text-text-muted">
        {t.rich("against", {
          name: view.portfolio.name,
          at: () => <DateTime value={view.comparedAt} />,
          b: (chunks: ReactNode) => <span className="[overflow-wrap:anywhere]">{chunks}</span>,
        })}
      </p>
      <p className="mt-1 text-lg font-semibold text-pretty tabular-nums">
        <ComparisonSentence view={view} currency={currency} />
      </p>
      <Caveats view={view} />
      {href === null || view.isFirst ? null : (
        <p className="mt-2">
          <TextLink href={href} className="touch-target inline-flex items-center gap-1">
            {t("open")}
            <ArrowRight aria-hidden className="size-4" />
          </TextLink>
        </p>
      )}
    </Card>
  );
}

function Caveats({
  view: {
    load,
    figures,
    obligations,
    leftOut,
    isFirst,
    tellsGone,
    isCancelled,
    partsUnconfirmed,
    partsCancelled,
    namedBy,
    goneSince,
  },
}: {
  view: ComparisonView;
}) {
  const t = useTranslations("portfolios.comparison");
  const unconfirmed = useNumbers(partsUnconfirmed);
  const cancelled = useNumbers(partsCancelled);
  const { unidentifiedRows, elsewhere, debtors, outside } = figures;
  const keptOut = outside?.leftOut.debtors ?? 0;
  const tellsNot = () => {
    if (load.kind === "additions") return t("tellsNotAdditions");
    if (isCancelled || load.kind !== "part") return t("tellsNotCancelled");
    return namedBy === null ? t("tellsNotPart", load) : t("toldByPart", { ...load, fileName: namedBy.fileName });
  };
  const notes = [
    debtors.volatile.debtors > 0 ? t("volatileAmong", { count: debtors.volatile.debtors }) : null,
    isFirst || tellsGone ? null : tellsNot(),
    figures.kept === undefined ? null : t(`kept.${obligations}`, { ...figures.kept, load: load.kind }),
    partsCancelled.length > 0 ? t("setBroken", { numbers: cancelled, count: partsCancelled.length }) : null,
    tellsGone && partsCancelled.length > 0 && namedBy !== null ? tellsNot() : null,
    !isCancelled && partsCancelled.length === 0 && partsUnconfirmed.length > 0
      ? t("setWaits", { numbers: unconfirmed, count: partsUnconfirmed.length })
      : null,
    goneSince > 0 ? t("goneSince", { count: goneSince }) : null,
    !isFirst && keptOut > 0 ? t("leftOutBefore", { count: keptOut }) : null,
    !isFirst && leftOut.debtors > 0 ? t("leftOutNow", { count: leftOut.debtors }) : null,
    !isFirst && tellsGone && unidentifiedRows > 0 ? t("unidentified", { count: unidentifiedRows }) : null,
    elsewhere > 0 ? t("elsewhere", { count: elsewhere }) : null,
  ].filter((note) => note !== null);
  return notes.map((note) => (
    <p key={note} className="mt-1 max-w-prose text-sm text-text-muted">
      {note}
    </p>
  ));
}
