"use client";

import { useTranslations } from "use-intl";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import type { DifferingTotals as Both } from "#lib/domain/debtors/differing-totals.ts";
import { sameTotals } from "#lib/domain/debtors/totals-counter.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { TableBox } from "../ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";

/** The page's and the server's totals, for each part in which they differ. */
export function DifferingTotals({ totals, currency }: { totals: Both; currency: string }) {
  const t = useTranslations("drop.staging.differ");
  const words = useTranslations("review.totals");
  const parts = (["file", "leftOut", "staged"] as const).filter(
    (part) => !sameTotals(totals.page[part], totals.server[part]),
  );
  return (
    <TableBox>
      <Table caption={t("caption")}>
        <TableHead>
          <TableHeader>{t("who")}</TableHeader>
          <TableHeader align="end">{words("rows")}</TableHeader>
          <TableHeader align="end">{words("debtors")}</TableHeader>
          <TableHeader align="end">{words("obligations")}</TableHeader>
          <TableHeader align="end">{words("balance")}</TableHeader>
        </TableHead>
        <TableBody>
          {parts.flatMap((part) =>
            (["page", "server"] as const).map((who) => (
              <FiguresRow
                key={`${part} ${who}`}
                name={t(who, { part: words(part) })}
                figures={totals[who][part]}
                currency={currency}
              />
            )),
          )}
        </TableBody>
      </Table>
    </TableBox>
  );
}

function FiguresRow({ name, figures, currency }: { name: string; figures: Totals; currency: string }) {
  const t = useTranslations("review.totals");
  return (
    <TableRow>
      <TableCell isRowHeader>{name}</TableCell>
      <TableCell align="end" label={t("rows")}>
        <NumberText value={figures.rows} />
      </TableCell>
      <TableCell align="end" label={t("debtors")}>
        <NumberText value={figures.debtors} />
      </TableCell>
      <TableCell align="end" label={t("obligations")}>
        <NumberText value={figures.obligations} />
      </TableCell>
      <TableCell align="end" label={t("balance")}>
        <Money amount={figures.balance} currency={currency} />
      </TableCell>
    </TableRow>
  );
}
