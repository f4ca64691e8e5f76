"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "../ui/badge.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { defaultThresholds, type ThresholdName, thresholdNames, thresholdUnits } from "./thresholds.ts";

/** How a threshold is shown: 0.25 of a share is "25 %". */
export function useThresholdText(): (name: ThresholdName, stored: number) => string {
  const format = useFormatter();
  return (name, stored) =>
    thresholdUnits[name] === "share"
      ? format.number(stored, { style: "percent", maximumFractionDigits: 2 })
      : format.number(stored, { maximumFractionDigits: 2 });
}

/** Every threshold of a portfolio with its default. `stored` has those that differ. */
export function ThresholdTable({ stored }: { stored: Readonly<Record<string, number>> }) {
  const t = useTranslations("portfolios.thresholds");
  const textOf = useThresholdText();
  return (
    <Table caption={t("title")}>
      <TableHead>
        <TableHeader>{t("name")}</TableHeader>
        <TableHeader align="end">{t("value")}</TableHeader>
        <TableHeader align="end">{t("default")}</TableHeader>
      </TableHead>
      <TableBody>
        {thresholdNames.map((name) => {
          const own = stored[name];
          const isChanged = own !== undefined && own !== defaultThresholds[name];
          return (
            <TableRow key={name}>
              <TableCell isRowHeader className="max-sm:!block">
                {t(`names.${name}`)}
              </TableCell>
              <TableCell align="end" label={t("value")} className="whitespace-nowrap tabular-nums">
                {isChanged ? <Badge className="mr-2">{t("changed")}</Badge> : null}
                {textOf(name, own ?? defaultThresholds[name])}
              </TableCell>
              <TableCell align="end" label={t("default")} className="whitespace-nowrap text-text-muted tabular-nums">
                {textOf(name, defaultThresholds[name])}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
