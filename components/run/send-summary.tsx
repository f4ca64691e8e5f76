"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { LeftOutLabel } from "../uploads/outcome-badge.tsx";
import { ReportFigures } from "../uploads/report-figures.tsx";

/** What is sent where, in one sentence and three figures, and beside it what is left out. */
export function SendSummary({ view }: { view: UploadView }) {
  const t = useTranslations("outcome");
  const { staged, leftOut } = view.totals;
  return (
    <section aria-label={t("confirm.title")} className="rounded-lg border border-border bg-surface-raised p-4 sm:p-6">
      <p className="max-w-prose text-lg text-pretty">
        {t.rich("confirm.sentence", {
          debtors: staged.debtors,
          obligations: staged.obligations,
          operation: view.tenant.operation,
          server: view.tenant.server,
          b: (chunks) => <strong className="font-semibold [overflow-wrap:anywhere]">{chunks}</strong>,
        })}{" "}
        <span className="text-text-muted">{t("confirm.nothingYet")}</span>
      </p>
      {view.report === undefined ? null : (
        <p className="mt-2 flex max-w-prose flex-wrap gap-x-2 text-text-muted">
          <ReportFigures {...view.report} />
        </p>
      )}
      <dl className="mt-4 flex flex-wrap items-start gap-x-10 gap-y-3">
        <Figure label={t("figures.debtors")}>
          <NumberText value={staged.debtors} />
        </Figure>
        <Figure label={t("figures.obligations")}>
          <NumberText value={staged.obligations} />
        </Figure>
        <Figure label={t("figures.balance")}>
          {view.hasNoBalance === true ? (
            <span className="font-normal text-text-muted">{t("figures.noBalance")}</span>
          ) : (
            <Money amount={staged.balance} currency={view.currency} />
          )}
        </Figure>
        {!hasLeftOut(view.totals) ? null : (
          <Figure label={<LeftOutLabel />}>
            {view.hasNoBalance === true ? null : <Money amount={leftOut.balance} currency={view.currency} />}
            <span className="block text-sm font-normal tracking-normal text-text-muted">
              {t("confirm.leftOutDebtors", { debtors: leftOut.debtors, rows: leftOut.rows })}
            </span>
          </Figure>
        )}
      </dl>
    </section>
  );
}

function Figure({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-text-muted">{label}</dt>
      <dd className="mt-0.5 text-xl font-semibold sm:text-2xl tracking-tight tabular-nums [&_data]:block [&_data]:text-left [&_data]:leading-[inherit]">
        {children}
      </dd>
    </div>
  );
}
