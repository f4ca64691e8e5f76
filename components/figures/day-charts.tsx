"use client";

import { useFormatter, useTranslations } from "use-intl";
import { type FiguresBin, paceOf } from "#lib/domain/history/history-figures.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { ChartSection } from "./chart-section.tsx";
import { OutcomeCells, OutcomeHeaders, OutcomeLegend, outcomeValues, useOutcomeSeries } from "./outcome-series.tsx";
import { useBinText } from "./use-bin-text.ts";

/** Loads, outcomes and pace, by day or week. */
export function DayCharts({ bins }: { bins: readonly FiguresBin[] }) {
  const t = useTranslations("history.figures");
  const text = useBinText();
  const series = useOutcomeSeries(bins);
  const per = bins.some(({ from, to }) => from !== to) ? "week" : "day";
  const one = (key: string, name: string) => [{ key, name, color: "var(--accent)" }];
  const named = (valuesOf: (bin: FiguresBin) => Readonly<Record<string, number | null>>) =>
    bins.map((bin) => ({ name: text.short(bin), values: valuesOf(bin) }));

  return (
    <>
      <ChartSection
        title={t("loadsPer", { per })}
        layout="columns"
        bars={named(({ loads }) => ({ loads }))}
        series={one("loads", t("loads"))}
        table={
          <OneFigureTable title={t("loadsPer", { per })} figure={t("loads")} bins={bins} of={(bin) => bin.loads} />
        }
      />
      <ChartSection
        title={t("outcomesPer", { per })}
        layout="columns"
        bars={named(outcomeValues)}
        series={series}
        legend={<OutcomeLegend series={series} />}
        table={
          <Table caption={t("outcomesPer", { per })} isFocusable>
            <TableHead>
              <TableHeader>{t(per)}</TableHeader>
              <OutcomeHeaders series={series} />
            </TableHead>
            <TableBody>
              {bins.map((bin) => (
                <TableRow key={bin.from}>
                  <TableCell isRowHeader>{text.range(bin)}</TableCell>
                  <OutcomeCells of={bin} series={series} />
                </TableRow>
              ))}
            </TableBody>
          </Table>
        }
      />
      <ChartSection
        title={t("pacePer", { per })}
        description={t("paceText")}
        layout="columns"
        bars={named((bin) => ({ pace: paceOf(bin) }))}
        series={one("pace", t("perMinute"))}
        table={<OneFigureTable title={t("pacePer", { per })} figure={t("perMinute")} bins={bins} of={paceOf} />}
      />
    </>
  );
}

interface OneFigureTableProps {
  title: string;
  figure: string;
  bins: readonly FiguresBin[];
  of: (bin: FiguresBin) => number | null;
}

function OneFigureTable({ title, figure, bins, of }: OneFigureTableProps) {
  const t = useTranslations("history.figures");
  const format = useFormatter();
  const text = useBinText();
  return (
    <Table caption={title} isFocusable>
      <TableHead>
        <TableHeader>{t(bins.some(({ from, to }) => from !== to) ? "week" : "day")}</TableHeader>
        <TableHeader align="end">{figure}</TableHeader>
      </TableHead>
      <TableBody>
        {bins.map((bin) => {
          const value = of(bin);
          return (
            <TableRow key={bin.from}>
              <TableCell isRowHeader>{text.range(bin)}</TableCell>
              <TableCell align="end" label={figure} className="tabular-nums">
                {value === null ? "—" : format.number(value, { maximumFractionDigits: 1 })}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
