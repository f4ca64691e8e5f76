"use client";

import { useTranslations } from "use-intl";
import type { LeftOutUpload } from "#lib/domain/views/left-out-view.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import { DateTime } from "../ui/date-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { LineNumbers } from "./line-numbers.tsx";

/** The uploads that left out rows of one debtor, newest first. */
export function LeftOutHistory({
  identification,
  uploads,
}: {
  identification: string;
  uploads: readonly LeftOutUpload[];
}) {
  const t = useTranslations("outcome");
  const words = useIssueWords();
  return (
    <Table caption={t("debtors.leftOutCaption", { identification })}>
      <TableHead>
        <TableHeader>{t("records.upload")}</TableHeader>
        <TableHeader>{t("records.reason")}</TableHeader>
        <TableHeader>{t("records.lines")}</TableHeader>
      </TableHead>
      <TableBody>
        {uploads.map(({ uploadId, fileName, createdAt, codes, lines }) => (
          <TableRow key={uploadId} className="align-top">
            <TableCell isRowHeader className="max-sm:block">
              <TextLink href={`/uploads/${uploadId}?tab=left_out`} className="[overflow-wrap:anywhere]">
                {fileName}
              </TextLink>
              <DateTime value={createdAt} className="block text-sm font-normal text-text-muted" />
            </TableCell>
            <TableCell label={t("records.reason")} className="min-w-48">
              {codes.map(words.title).join(" · ")}
            </TableCell>
            <TableCell label={t("records.lines")}>
              <LineNumbers lines={lines} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
