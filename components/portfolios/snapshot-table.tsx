"use client";

import { useTranslations } from "use-intl";
import { snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";
import type { SnapshotFigures } from "#lib/domain/views/portfolio-view.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface SnapshotTableProps {
  snapshot: SnapshotFigures;
  currency: string;
  /** The lists of who is gone and who was closed. */
  goneHref: string;
}

/** What was last accepted of a portfolio: debtors, obligations and money by state, with what each state means. */
export function SnapshotTable({ snapshot, currency, goneHref }: SnapshotTableProps) {
  const t = useTranslations("portfolios.snapshot");
  return (
    <Table caption={t("title")}>
      <TableHead>
        <TableHeader>{t("state")}</TableHeader>
        <TableHeader align="end">{t("debtors")}</TableHeader>
        <TableHeader align="end">{t("obligations")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
      </TableHead>
      <TableBody>
        {snapshotStates.map((state) => (
          <TableRow key={state} className="align-top">
            <TableCell isRowHeader className="py-2 max-sm:!block">
              {(state === "gone" || state === "closed") && snapshot[state].debtors > 0 ? (
                <TextLink href={`${goneHref}?list=${state}`}>{t(`states.${state}.name`)}</TextLink>
              ) : (
                t(`states.${state}.name`)
              )}
              <span className="block text-sm font-normal text-text-muted">
                {t(`states.${state}.meaning`)}
                {state === "uncertain" || snapshot[state].unsure === 0
                  ? null
                  : ` ${t("unsure", { count: snapshot[state].unsure })}`}
              </span>
            </TableCell>
            <TableCell align="end" label={t("debtors")} className="py-2">
              <NumberText value={snapshot[state].debtors} />
            </TableCell>
            <TableCell align="end" label={t("obligations")} className="py-2">
              <NumberText value={snapshot[state].obligations} />
            </TableCell>
            <TableCell align="end" label={t("balance")} className="py-2">
              <Money amount={snapshot[state].balance} currency={currency} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
