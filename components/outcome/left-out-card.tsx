"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Section, SectionBleed } from "../ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { useReasonWords } from "./reason-words.ts";
import { ReportMenu } from "./report-menu.tsx";

export interface LeftOutCardProps {
  view: UploadView;
  reasons: readonly { readonly code: IssueCode; readonly rows: number }[];
}

/** What is not sent, by reason. */
export function LeftOutCard({ view, reasons }: LeftOutCardProps) {
  const t = useTranslations("outcome");
  const words = useReasonWords();
  const { leftOut } = view.totals;
  if (leftOut.obligations === 0) {
    return (
      <Section title={t("confirm.leftOutTitle")}>
        <p className="flex items-center gap-2 text-text-muted">
          <Check aria-hidden className="size-4 text-accepted" />
          {t("confirm.leftOutNone")}
        </p>
      </Section>
    );
  }
  return (
    <Section
      title={t("confirm.leftOutTitle")}
      description={t("confirm.leftOutText", {
        rows: leftOut.rows,
        obligations: leftOut.obligations,
        clients: leftOut.debtors,
      })}
      actions={<ReportMenu uploadId={view.id} group="left_out" label={t("confirm.leftOutDownload")} size="sm" />}
    >
      <p className="mb-4 max-w-prose text-sm text-text-muted">{t("confirm.leftOutRule")}</p>
      <SectionBleed>
        <Table caption={t("confirm.leftOutCaption")}>
          <TableHead>
            <TableHeader>{t("confirm.leftOutReason")}</TableHeader>
            <TableHeader align="end">{t("figures.rows")}</TableHeader>
          </TableHead>
          <TableBody>
            {reasons.map((reason) => (
              <TableRow key={reason.code}>
                <TableCell isRowHeader className="font-normal">
                  {words.issueTitle(reason.code)}
                </TableCell>
                <TableCell align="end" label={t("figures.rows")}>
                  <NumberText value={reason.rows} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </SectionBleed>
    </Section>
  );
}
