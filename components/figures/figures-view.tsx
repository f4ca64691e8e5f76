"use client";

import { useFormatter, useTranslations } from "use-intl";
import { allDebtors, type HistoryFigures, paceOf } from "#lib/domain/history/history-figures.ts";
import { acceptedShareOf } from "#lib/domain/outcome/accepted-share.ts";
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
  const share = acceptedShareOf(accepted, accepted + rejected + unconfirmed + not_sent, 1_000);
  const pace = paceOf(total);

  return (
    <div className="flex flex-col gap-4">
      {isCut ? <Callout tone="info" title={t("cut", { from: binText.day(period.from) })} /> : null}
      <StatRow>
        <Stat label={t("loads")} value={format.number(total.loads)} detail={binText.range(period)} />
        <Stat
          label={t("debtors")}
          value={format.number(allDebtors(total))}
          {...(total.leftOut === 0 ? {} : { detail: t("leftOutAmong", { count: total.leftOut }) })}
        />
        <Stat
          label={t("acceptedShare")}
          value={
            share === null
              ? "—"
              : format.number(share, { style: "percent", maximumFractionDigits: share < 0.001 ? 2 : 1 })
          }
          detail={t("acceptedOf")}
        />
        <Stat
          label={t("pace")}
          value={pace === null ? "—" : format.number(Math.round(pace))}
          {...(pace === null ? {} : { unit: t("perMinuteUnit") })}
        />
      </StatRow>
      <p className="text-sm text-text-muted">
        {total.leftOut === 0 ? t("counted") : `${t("counted")} ${t("leftOutReasons")}`}
      </p>
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
