"use client";

import { useTranslations } from "use-intl";
import { explainedSums, type SumOfDebtors } from "#lib/domain/portfolio/comparison/compared-sums.ts";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { Balance } from "../uploads/balance.tsx";

export interface SumsTableProps {
  view: Pick<ComparisonView, "figures" | "leftOut">;
  /** ISO 4217; null: no balance is loaded. */
  currency: string | null;
}

/** How the groups lead to the sums of the whole portfolio and of the whole file; nothing where they are all there is. */
export function SumsTable({ view: { figures, leftOut }, currency }: SumsTableProps) {
  const t = useTranslations("portfolios.comparison.sums");
  const lines = explainedSums(figures, leftOut);
  if (lines.length === 0) return null;
  return (
    <Table caption={t("caption")} isCaptionShown>
      <TableHead>
        <TableHeader>{t("part")}</TableHeader>
        <TableHeader align="end">{t("debtorsBefore")}</TableHeader>
        <TableHeader align="end">{t("balanceBefore")}</TableHeader>
        <TableHeader align="end">{t("debtorsNow")}</TableHeader>
        <TableHeader align="end">{t("balanceNow")}</TableHeader>
      </TableHead>
      <TableBody>
        {lines.map(({ part, before, now }) => (
          <TableRow key={part}>
            <TableCell isRowHeader>{t(`parts.${part}`)}</TableCell>
            <Sum day="Before" sum={before} currency={currency} isAll={part === "all"} />
            <Sum day="Now" sum={now} currency={currency} isAll={part === "all"} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

interface SumProps {
  day: "Before" | "Now";
  sum: SumOfDebtors | null;
  currency: string | null;
  /** The sum of the lines above. */
  isAll: boolean;
}

function Sum({ day, sum, currency, isAll }: SumProps) {
  const t = useTranslations("portfolios.comparison.sums");
  const className = isAll ? "font-semibold tabular-nums" : "tabular-nums";
  const nothing = <span className="text-text-muted">—</span>;
  return (
    <>
      <TableCell align="end" label={t(`debtors${day}`)} className={className}>
        {sum === null ? nothing : <NumberText value={sum.debtors} />}
      </TableCell>
      <TableCell align="end" label={t(`balance${day}`)} className={className}>
        {sum === null ? nothing : <Balance amount={sum.balance} currency={currency} />}
      </TableCell>
    </>
  );
}
