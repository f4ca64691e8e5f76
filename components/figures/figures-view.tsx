"use client";

import { useFormatter, useTranslations } from "use-intl";
import { allDebtors, type HistoryFigures, paceOf } from "#lib/domain/history/history-figures.ts";
import { Callout } from "../ui/callout.tsx";
import { Stat, StatRow } from "../ui/stat.tsx";
import { DayCharts } from "./day-charts.tsx";
import { PortfolioChart } from "./portfolio-chart.tsx";
import { ReasonChart } from "./reason-chart.tsx";
import { useBinText } from "./use-bin-text.ts";

/** What the uploads of a period come to. */
export function FiguresView({ figures, isCut }: { figures: HistoryFigures; isCut: boolean }) {
  const t = useTranslations("history.figures");
  const format = useFormatter();
  const binText = useBinText();
  const { total, period } = figures;
  const { accepted, rejected, unconfirmed, not_sent } = total.debtors;
  const ended = accepted + rejected + unconfirmed + not_sent;
  const pace = paceOf(total);

  return (
    <div className="flex flex-col gap-4">
      {isCut ? <Callout tone="info" title={t("cut", { from: binText.day(period.from) })} /> : null}
      <StatRow>
        <Stat label={t("loads")} value={format.number(total.loads)} detail={binText.range(period)} />
        <Stat label={t("debtors")} value={format.number(allDebtors(total))} />
        <Stat
          label={t("acceptedShare")}
          // Rounded down, so that 100 % means all.
          value={
            ended === 0
              ? "—"
              : format.number(Math.floor((accepted / ended) * 1_000) / 1_000, {
                  style: "percent",
                  maximumFractionDigits: 1,
                })
          }
        />
        <Stat
          label={t("pace")}
          value={pace === null ? "—" : format.number(Math.round(pace))}
          {...(pace === null ? {} : { unit: t("perMinuteUnit") })}
        />
      </StatRow>
      <p className="text-sm text-text-muted">{t("counted")}</p>
      <div className="grid items-start gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <DayCharts bins={figures.bins} />
        <PortfolioChart portfolios={figures.portfolios} others={figures.otherPortfolios} />
        {total.debtors.rejected === 0 ? null : (
          <ReasonChart reasons={figures.reasons} otherRejected={figures.otherRejected} />
        )}
      </div>
    </div>
  );
}
