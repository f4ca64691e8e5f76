"use client";

import { useTranslations } from "use-intl";
import type { GoneDebtorView } from "#lib/domain/views/close-out-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface GoneTableProps {
  debtors: readonly GoneDebtorView[];
  currency: string;
}

/** Debtors who are gone, with what they owed and the load that named them. */
export function GoneTable({ debtors, currency }: GoneTableProps) {
  const t = useTranslations("portfolios.closeOut");
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("identification")}</TableHeader>
        <TableHeader>{t("name")}</TableHeader>
        <TableHeader align="end">{t("obligations")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
        <TableHeader>{t("since")}</TableHeader>
      </TableHead>
      <TableBody>
        {debtors.map(({ identification, name, obligations, balance, since, uploadId }) => (
          <TableRow key={identification}>
            <TableCell isRowHeader label={t("identification")} className="font-mono">
              {identification}
            </TableCell>
            <TableCell label={t("name")} className="[overflow-wrap:anywhere]">
              {name}
            </TableCell>
            <TableCell align="end" label={t("obligations")}>
              <NumberText value={obligations} />
            </TableCell>
            <TableCell align="end" label={t("balance")}>
              <Money amount={balance} currency={currency} />
            </TableCell>
            <TableCell label={t("since")} className="whitespace-nowrap">
              {uploadId === null ? (
                <DateTime value={since} show="date" />
              ) : (
                <TextLink href={`/uploads/${uploadId}`}>
                  <DateTime value={since} show="date" />
                </TextLink>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
