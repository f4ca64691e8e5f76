"use client";

import { useTranslations } from "use-intl";
import type { RecordView } from "#lib/domain/outcome/upload-view.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { LineNumbers } from "./line-numbers.tsx";
import { useReasonWords } from "./reason-words.ts";
import { RecordReason } from "./record-reason.tsx";

/** The clients of one group of an upload. */
export function RecordTable({ records, currency }: { records: readonly RecordView[]; currency: string }) {
  const t = useTranslations("outcome.records");
  const words = useReasonWords();
  if (records.length === 0) return <p className="px-4 py-8 text-center text-text-muted">{t("none")}</p>;
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("identification")}</TableHeader>
        <TableHeader>{t("reason")}</TableHeader>
        <TableHeader>{t("evidence")}</TableHeader>
        <TableHeader>{t("lines")}</TableHeader>
        <TableHeader align="end">{t("obligations")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
      </TableHead>
      <TableBody>
        {records.map((record) => (
          <TableRow key={record.ordinal} className="align-top">
            <TableCell isRowHeader className="whitespace-nowrap tabular-nums">
              {record.identification}
            </TableCell>
            <TableCell label={t("reason")} className="min-w-56">
              <RecordReason record={record} />
            </TableCell>
            <TableCell label={t("evidence")}>{words.evidence(record)}</TableCell>
            <TableCell label={t("lines")}>
              <LineNumbers lines={record.lines} />
            </TableCell>
            <TableCell align="end" label={t("obligations")}>
              <NumberText value={record.obligations} />
            </TableCell>
            <TableCell align="end" label={t("balance")}>
              <Money amount={record.balance} currency={currency} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
