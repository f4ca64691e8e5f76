"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { GoneLoad } from "#lib/domain/views/close-out-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface GoneLoadsProps {
  loads: readonly GoneLoad[];
  currency: string;
  /** What can be done about the debtors of a load. */
  actionOf: (load: GoneLoad) => ReactNode;
}

/** The loads that named debtors gone who still are. */
export function GoneLoads({ loads, currency, actionOf }: GoneLoadsProps) {
  const t = useTranslations("portfolios.closeOut");
  return (
    <Table caption={t("loadsCaption")}>
      <TableHead>
        <TableHeader>{t("load")}</TableHeader>
        <TableHeader>{t("confirmed")}</TableHeader>
        <TableHeader align="end">{t("debtors")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
        <TableHeader align="end">{t("action")}</TableHeader>
      </TableHead>
      <TableBody>
        {loads.map((load) => (
          <TableRow key={load.uploadId} className="align-top">
            <TableCell isRowHeader label={t("load")} className="[overflow-wrap:anywhere]">
              <TextLink href={`/uploads/${load.uploadId}`}>{load.fileName}</TextLink>
            </TableCell>
            <TableCell label={t("confirmed")} className="whitespace-nowrap">
              <DateTime value={load.confirmedAt} />
            </TableCell>
            <TableCell align="end" label={t("debtors")}>
              <NumberText value={load.debtors} />
              {load.staying.debtors === 0 ? null : (
                <span className="block text-sm text-text-muted">
                  {t("stayingOnly", { debtors: load.staying.debtors, obligations: load.staying.obligations })}
                </span>
              )}
            </TableCell>
            <TableCell align="end" label={t("balance")}>
              <Money amount={load.balance} currency={currency} />
              {load.staying.debtors === 0 ? null : (
                <Money amount={load.staying.balance} currency={currency} className="block text-sm text-text-muted" />
              )}
            </TableCell>
            <TableCell align="end" className="max-sm:!block">
              {actionOf(load)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
