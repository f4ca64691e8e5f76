"use client";

import { useTranslations } from "use-intl";
import type { ReasonFigures } from "#lib/domain/history/history-figures.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { ChartSection } from "./chart-section.tsx";

export interface ReasonChartProps {
  reasons: readonly ReasonFigures[];
  /** Rejected debtors of all other reasons. */
  otherRejected: number;
}

/** Why debtors were rejected; each reason leads to its debtors in the latest upload that had it. */
export function ReasonChart({ reasons, otherRejected }: ReasonChartProps) {
  const t = useTranslations("history.figures");
  const words = useReasonWords();
  const lines = reasons.map((one) => ({
    ...one,
    name: one.reason === null ? t("noReason") : words.reason(one.reason),
  }));
  const bars = [
    // The CRM's own text says more than our word for it, and it alone tells two bars apart.
    ...lines.map(({ name, example, debtors }) => ({ name: example ?? name, values: { debtors } })),
    ...(otherRejected === 0 ? [] : [{ name: t("otherReasons"), values: { debtors: otherRejected } }]),
  ];
  return (
    <ChartSection
      title={t("reasons")}
      layout="rows"
      bars={bars}
      series={[{ key: "debtors", name: t("rejected"), color: "var(--rejected-solid)" }]}
      table={
        <Table caption={t("reasons")}>
          <TableHead>
            <TableHeader>{t("reason")}</TableHeader>
            <TableHeader align="end">{t("rejected")}</TableHeader>
            <TableHeader align="end">{t("loads")}</TableHeader>
          </TableHead>
          <TableBody>
            {lines.map(({ key, name, example, debtors, uploads, uploadId }) => (
              <TableRow key={key} className="align-top">
                <TableCell isRowHeader className="w-full max-sm:!block">
                  <TextLink href={`/uploads/${uploadId}?tab=rejected&reason=${key}`}>{name}</TextLink>
                  {example === null ? null : (
                    <q className="block text-xs font-normal text-text-muted [overflow-wrap:anywhere]">{example}</q>
                  )}
                </TableCell>
                <TableCell align="end" label={t("rejected")}>
                  <NumberText value={debtors} />
                </TableCell>
                <TableCell align="end" label={t("loads")}>
                  <NumberText value={uploads} />
                </TableCell>
              </TableRow>
            ))}
            {otherRejected === 0 ? null : (
              <TableRow>
                <TableCell isRowHeader>{t("otherReasons")}</TableCell>
                <TableCell align="end" label={t("rejected")}>
                  <NumberText value={otherRejected} />
                </TableCell>
                <TableCell />
              </TableRow>
            )}
          </TableBody>
        </Table>
      }
    />
  );
}
