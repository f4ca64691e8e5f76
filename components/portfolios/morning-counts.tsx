"use client";

import { useTranslations } from "use-intl";
import { type Health, healths } from "#lib/domain/portfolio/morning/health.ts";

/** How many portfolios have each word, worst first: "2 atrasadas · 1 inusual · 27 cargadas". */
export function MorningCounts({ counts }: { counts: Readonly<Record<Health, number>> }) {
  const t = useTranslations("portfolios.morning.count");
  const shown = healths.filter((health) => counts[health] > 0);
  // A line breaks between two groups, never inside one.
  const said = shown.map((health) => t(health, { count: counts[health] }).replaceAll(" ", "\u00a0"));
  return <p className="tabular-nums">{said.join(" · ")}</p>;
}
