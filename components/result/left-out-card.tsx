"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import { unreadableBalances } from "#lib/domain/validation/unreadable-balances.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Money } from "../ui/money.tsx";
import { Section, SectionBleed } from "../ui/section.tsx";
import { type LeftOutReasonLine, LeftOutReasonTable } from "./left-out-reason-table.tsx";
import { ReportMenu } from "./report-menu.tsx";

export interface LeftOutCardProps {
  view: UploadView;
  /** Each row under one reason, as in the result and on the receipt. */
  reasons: readonly LeftOutReasonLine[];
  /** Rows by problem, as in the review: a row with two problems counts for both. */
  problems: Parameters<typeof unreadableBalances>[0];
  /** Rows without a readable identification: they are no debtor's. */
  unidentified: number;
}

/** What is not sent, by reason and column. */
export function LeftOutCard({ view, reasons, problems, unidentified }: LeftOutCardProps) {
  const t = useTranslations("outcome");
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
        unreadable: view.hasNoBalance === true ? 0 : unreadableBalances(problems),
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
        <LeftOutReasonTable reasons={reasons} />
      </SectionBleed>
    </Section>
  );
}
