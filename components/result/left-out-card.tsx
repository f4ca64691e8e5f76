"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { unreadableBalances } from "#lib/domain/validation/unreadable-balances.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Section, SectionBleed } from "../ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { ReportMenu } from "./report-menu.tsx";

export interface LeftOutReasonLine {
  readonly code: IssueCode;
  readonly column: number | null;
  readonly field: string | null;
  readonly header: string | null;
  readonly rows: number;
  readonly debtors: number;
}

export interface LeftOutCardProps {
  view: UploadView;
  reasons: readonly LeftOutReasonLine[];
  /** Rows without a readable identification: they are no debtor's. */
  unidentified: number;
}

/** What is not sent, by reason and column, in the same groups as the review. */
export function LeftOutCard({ view, reasons, unidentified }: LeftOutCardProps) {
  const t = useTranslations("outcome");
  const words = useReasonWords();
  const issues = useIssueWords();
  const { leftOut } = view.totals;
  if (!hasLeftOut(view.totals)) {
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
      description={t.rich("confirm.leftOutText", {
        m: () =>
          view.hasNoBalance === true ? (
            t("figures.withoutBalance")
          ) : (
            <Money amount={leftOut.balance} currency={view.currency} />
          ),
        rows: leftOut.rows,
        obligations: leftOut.obligations,
        unreadable: view.hasNoBalance === true ? 0 : unreadableBalances(reasons),
        debtors: leftOut.debtors,
      })}
      actions={<ReportMenu uploadId={view.id} group="left_out" label={t("confirm.leftOutDownload")} size="sm" />}
    >
      <p className="mb-4 max-w-prose text-sm text-text-muted">
        {t("confirm.leftOutRule")}
        {unidentified === 0 ? null : (
          <span className="mt-1 block font-medium text-text">
            {t("records.unidentifiedRows", { count: unidentified })}
          </span>
        )}
      </p>
      <SectionBleed>
        <Table caption={t("confirm.leftOutCaption")}>
          <TableHead>
            <TableHeader>{t("confirm.leftOutReason")}</TableHeader>
            <TableHeader align="end">{t("figures.rows")}</TableHeader>
            <TableHeader align="end">{t("figures.debtors")}</TableHeader>
          </TableHead>
          <TableBody>
            {reasons.map((reason) => (
              <TableRow key={`${reason.code} ${reason.column}`}>
                <TableCell isRowHeader className="font-normal max-sm:!block">
                  {words.issueTitle(reason.code)}
                  <span className="block text-xs text-text-muted">{issues.field(reason.field) ?? reason.header}</span>
                </TableCell>
                <TableCell align="end" label={t("figures.rows")}>
                  <NumberText value={reason.rows} />
                </TableCell>
                <TableCell align="end" label={t("figures.debtors")}>
                  <NumberText value={reason.debtors} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </SectionBleed>
    </Section>
  );
}
