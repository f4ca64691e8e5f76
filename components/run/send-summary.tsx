"use client";

import type { ReactNode } from "react";
import { useFormatter, useMessages, useTranslations } from "use-intl";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import { keptOf, toSendOf, without } from "#lib/domain/outcome/control-sums.ts";
import { keptKinds } from "#lib/domain/outcome/outcome.ts";
import type { FieldCounts, GroupTotals, UploadView } from "#lib/domain/views/upload-view.ts";
import { fieldCountWords } from "#lib/i18n/field-count-words.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { LeftOutLabel, OutcomeLabel } from "../uploads/outcome-badge.tsx";
import { ReportFigures } from "../uploads/report-figures.tsx";
import { VolatileOf } from "../uploads/volatile-of.tsx";

export interface SendSummaryProps {
  view: UploadView;
  /** Who has been held since it was staged, and is not sent. */
  held?: GroupTotals | null;
}

/** What is sent where, in one sentence and three figures, and beside it who is held, whom the CRM has and what is left out. */
export function SendSummary({ view, held = null }: SendSummaryProps) {
  const t = useTranslations("outcome");
  const words = useTranslations("portfolios.comparison.sent");
  const format = useFormatter();
  const { fields } = useMessages();
  const inWords = (counts: FieldCounts) => fieldCountWords(fields, counts, (value) => format.number(value));
  const { leftOut } = view.totals;
  const kept = keptOf(view).debtors;
  const sent = held === null ? toSendOf(view) : without(toSendOf(view), held);
  const { debtors, obligations } = sent;
  const { operation, server } = view.tenant;
  const b = (chunks: ReactNode) => <strong className="font-semibold [overflow-wrap:anywhere]">{chunks}</strong>;
  return (
    <section aria-label={t("confirm.title")} className="rounded-lg border border-border bg-surface-raised p-4 sm:p-6">
      <p className="max-w-prose text-lg text-pretty">
        {kept === 0
          ? t.rich("confirm.sentence", { debtors, obligations, operation, server, b })
          : words.rich(debtors === 0 ? "none" : "some", {
              debtors,
              obligations,
              unchanged: kept,
              operation,
              server,
              b,
            })}{" "}
        <span className="text-text-muted">{t("confirm.nothingYet")}</span>
      </p>
      {held === null ? null : (
        <p className="mt-2 flex max-w-prose flex-wrap gap-x-2 font-medium text-warning">
          {t("confirm.heldText", { debtors: held.debtors, obligations: held.obligations })}
          {view.hasNoBalance === true ? null : <Money amount={held.balance} currency={view.currency} />}
        </p>
      )}
      {view.keptValues === undefined ? null : (
        <p className="mt-2 max-w-prose">{t("confirm.keptText", { fields: inWords(view.keptValues) })}</p>
      )}
      {view.filledValues === undefined ? null : (
        <p className="mt-2 max-w-prose">{t("confirm.filledText", { fields: inWords(view.filledValues) })}</p>
      )}
      {view.report === undefined ? null : (
        <p className="mt-2 flex max-w-prose flex-wrap gap-x-2 text-text-muted">
          <ReportFigures {...view.report} />
        </p>
      )}
      <dl className="mt-4 flex flex-wrap items-start gap-x-10 gap-y-3">
        <Figure label={t("figures.debtors")}>
          <NumberText value={debtors} />
        </Figure>
        <Figure label={t("figures.obligations")}>
          <NumberText value={obligations} />
        </Figure>
        <Figure label={t("figures.balance")}>
          {view.hasNoBalance === true ? (
            <span className="font-normal text-text-muted">{t("figures.noBalance")}</span>
          ) : (
            <Money amount={sent.balance} currency={view.currency} />
          )}
        </Figure>
        {keptKinds.map((kind) =>
          view.groups[kind].debtors === 0 ? null : (
            <Figure key={kind} label={<OutcomeLabel outcome={kind} />}>
              <NumberText value={view.groups[kind].debtors} />
              {kind === "volatile" ? (
                <VolatileOf view={view} className="block text-sm font-normal tracking-normal text-text-muted" />
              ) : null}
            </Figure>
          ),
        )}
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
