"use client";

import { useFormatter, useTranslations } from "use-intl";
import { type Figures, type PortfolioFigures, paceOf } from "#lib/domain/history/history-figures.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { ChartSection } from "./chart-section.tsx";
import { OutcomeCells, OutcomeHeaders, OutcomeLegend, outcomeValues, useOutcomeSeries } from "./outcome-series.tsx";

export interface PortfolioChartProps {
  portfolios: readonly PortfolioFigures[];
  /** Of those that are not shown. */
  others: Figures | null;
}

/** Outcomes by portfolio. */
export function PortfolioChart({ portfolios, others }: PortfolioChartProps) {
  const t = useTranslations("history.figures");
  const format = useFormatter();
  const lines = [
    ...portfolios.map(({ portfolio, ...figures }) => ({
      id: portfolio?.id ?? null,
      name: portfolio?.name ?? t("noPortfolio"),
      figures,
    })),
    ...(others === null ? [] : [{ id: null, name: t("otherPortfolios"), figures: others }]),
  ];
  const series = useOutcomeSeries(lines.map(({ figures }) => figures));
  return (
    <ChartSection
      title={t("byPortfolio")}
      layout="rows"
      bars={lines.map(({ name, figures }) => ({ name, values: outcomeValues(figures) }))}
      series={series}
      legend={<OutcomeLegend series={series} />}
      table={
        <Table caption={t("byPortfolio")} isFocusable>
          <TableHead>
            <TableHeader>{t("portfolio")}</TableHeader>
            <TableHeader align="end">{t("loads")}</TableHeader>
            <OutcomeHeaders series={series} />
            <TableHeader align="end">{t("perMinute")}</TableHeader>
          </TableHead>
          <TableBody>
            {lines.map(({ id, name, figures }) => {
              const pace = paceOf(figures);
              return (
                <TableRow key={id ?? name}>
                  <TableCell isRowHeader>
                    {id === null ? name : <TextLink href={`/portfolios/${id}`}>{name}</TextLink>}
                  </TableCell>
                  <TableCell align="end" label={t("loads")}>
                    <NumberText value={figures.loads} />
                  </TableCell>
                  <OutcomeCells of={figures} series={series} />
                  <TableCell align="end" label={t("perMinute")} className="tabular-nums">
                    {pace === null ? "—" : format.number(pace, { maximumFractionDigits: 1 })}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      }
    />
  );
}
