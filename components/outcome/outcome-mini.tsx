"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { Money } from "../ui/money.tsx";
import { OutcomeBar } from "../ui/outcome-bar.tsx";
import { outcomeKinds, outcomeStyle } from "../ui/outcome-style.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { sumOf } from "./control-sums.ts";

/** An upload's outcome in a table cell: the bar, the groups that exist, and the money that did not get in. */
export function OutcomeMini({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.history");
  const names = useTranslations("ui.outcomes");
  const format = useFormatter();
  const { groups, state, currency } = view;
  const isUnsent = state === "staging" || state === "staged";
  if (isUnsent || view.totals.staged.debtors === 0)
    return <span className="text-sm text-text-muted">{t("notStarted")}</span>;
  const counts = {
    accepted: groups.accepted.debtors,
    rejected: groups.rejected.debtors,
    unconfirmed: groups.unconfirmed.debtors,
    not_sent: groups.not_sent.debtors,
    pending: groups.pending.debtors,
  };
  const missing = sumOf([groups.rejected, groups.unconfirmed, groups.not_sent]);

  return (
    <div className="w-full min-w-52 max-sm:min-w-0">
      <div aria-hidden className="[&_figure]:gap-0">
        <OutcomeBar label={t("barLabel")} counts={counts} hasLegend={false} />
      </div>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 text-xs max-sm:justify-start">
        {outcomeKinds
          .filter((kind) => counts[kind] > 0)
          .map((kind) => {
            const Icon = outcomeStyle[kind].icon;
            return (
              <span
                key={kind}
                title={names(kind)}
                className={`inline-flex items-center gap-1 font-medium tabular-nums ${outcomeStyle[kind].text}`}
              >
                <Icon aria-hidden strokeWidth={2.5} className="size-3.5" />
                {format.number(counts[kind])}
                <VisuallyHidden> {names(kind)}</VisuallyHidden>
              </span>
            );
          })}
        {missing.debtors === 0 ? null : (
          <span className="ml-auto text-text-muted max-sm:ml-0">
            <Money amount={missing.balance} currency={currency} /> {t("notIn")}
          </span>
        )}
      </p>
    </div>
  );
}
