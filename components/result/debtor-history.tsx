"use client";

import { useTranslations } from "use-intl";
import { kindOf } from "#lib/domain/outcome/outcome.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import { useReveal } from "../masking/reveal.ts";
import { RevealButton } from "../masking/reveal-button.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { Balance } from "../uploads/balance.tsx";
import { OutcomeBadge } from "../uploads/outcome-badge.tsx";
import { LineNumbers } from "./line-numbers.tsx";
import { RecordEvidence } from "./record-evidence.tsx";
import { RecordReason } from "./record-reason.tsx";

/** One debtor in all the uploads it was in, newest first. */
export function DebtorHistory({
  identification,
  records,
  currency,
}: {
  identification: string;
  records: readonly RecordView[];
  currency: string;
}) {
  const t = useTranslations("outcome");
  const { shown } = useReveal();
  return (
    <Table caption={t("debtors.caption", { identification })}>
      <TableHead>
        <TableHeader>{t("records.upload")}</TableHeader>
        <TableHeader>{t("records.outcome")}</TableHeader>
        <TableHeader>{t("records.reason")}</TableHeader>
        <TableHeader>{t("records.evidence")}</TableHeader>
        <TableHeader>{t("records.lines")}</TableHeader>
        <TableHeader align="end">{t("records.obligations")}</TableHeader>
        <TableHeader align="end">{t("records.balance")}</TableHeader>
      </TableHead>
      <TableBody>
        {records.map((row) => {
          const record = shown(row);
          return (
            <TableRow key={record.uploadId} className="align-top">
              <TableCell isRowHeader className="max-sm:block">
                <TextLink
                  href={`/uploads/${record.uploadId}${record.state === "pending" ? "" : `?tab=${kindOf(record.state, record.isVolatile === true)}`}`}
                  className="[overflow-wrap:anywhere]"
                >
                  {record.fileName}
                  {record.settledAt === null ? null : (
                    <VisuallyHidden>
                      , <DateTime value={record.settledAt} />
                    </VisuallyHidden>
                  )}
                </TextLink>
                {record.settledAt === null ? null : (
                  <DateTime value={record.settledAt} className="block text-sm font-normal text-text-muted" />
                )}
                {/* Whose it is was typed; masked is only what is quoted. */}
                {row.remoteText === null && (row.note ?? null) === null ? null : <RevealButton row={row} />}
              </TableCell>
              <TableCell label={t("records.outcome")}>
                <OutcomeBadge outcome={kindOf(record.state, record.isVolatile === true)} />
              </TableCell>
              <TableCell label={t("records.reason")} className="min-w-48">
                <RecordReason record={record} />
              </TableCell>
              <TableCell label={t("records.evidence")}>
                <RecordEvidence record={record} />
              </TableCell>
              <TableCell label={t("records.lines")} className={record.lines.length === 0 ? "max-sm:!hidden" : ""}>
                <LineNumbers lines={record.lines} />
              </TableCell>
              <TableCell align="end" label={t("records.obligations")}>
                <NumberText value={record.obligations} />
              </TableCell>
              <TableCell align="end" label={t("records.balance")}>
                <Balance amount={record.balance} currency={record.hasNoBalance === true ? null : currency} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
