"use client";

import { FileX2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { outcomeKinds } from "#lib/domain/outcome/outcome.ts";
import { stillMissing } from "#lib/domain/outcome/still-missing.ts";
import { isDiscarded } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { Balance } from "./balance.tsx";
import { LaterCount } from "./later-count.tsx";
import { OutcomeBar } from "./outcome-bar.tsx";
import { outcomeStyle } from "./outcome-style.ts";

/**
 * An upload's outcome in a table cell: the bar of its whole file, its groups, and the money that is still not
 * in the CRM.
 */
export function OutcomeMini({ view }: { view: UploadView }) {
  const t = useTranslations("outcome.history");
  const { groups, totals, state } = view;
  const currency = currencyOfSums(view);
  const { counts, failed, leftOut, carried, later } = stillMissing(view);
  const isGivenUp = isDiscarded(view);
  const isUnsent = isGivenUp || state === "staging" || state === "staged" || totals.staged.debtors === 0;
  const isShort = hasLeftOut({ leftOut });

  return (
    <div className="w-full min-w-60 max-sm:min-w-0 print:min-w-28">
      {isUnsent ? (
        <p className="text-sm text-text-muted">{t(isGivenUp ? "discarded" : "notStarted")}</p>
      ) : (
        <div aria-hidden className="[&_figure]:gap-0">
          <OutcomeBar label={t("barLabel")} counts={counts} leftOut={leftOut.debtors} />
        </div>
      )}
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 text-xs empty:hidden">
        {isUnsent ? null : <GroupCounts counts={{ ...counts, accepted: groups.accepted.debtors }} />}
        {later === 0 ? null : <LaterCount count={later} />}
        {isShort ? (
          <span className="inline-flex items-center gap-1 font-medium tabular-nums">
            <FileX2 aria-hidden className="size-3.5" />
            {t("leftOutCount", { debtors: leftOut.debtors, rows: leftOut.rows })}
          </span>
        ) : null}
        {carried === null ? null : (
          <span className="text-text-muted">{t("carried", { debtors: carried.debtors, rows: carried.rows })}</span>
        )}
      </p>
      <dl className="mt-0.5 text-xs text-text-muted tabular-nums empty:hidden">
        {isGivenUp || failed.debtors === 0 ? null : (
          <Line name={t("notIn")}>
            <Balance amount={failed.balance} currency={currency} />
          </Line>
        )}
        {isShort ? (
          <Line name={t("leftOut")}>
            <Balance amount={leftOut.balance} currency={currency} />
          </Line>
        ) : null}
      </dl>
    </div>
  );
}

function GroupCounts({ counts }: { counts: Readonly<Record<(typeof outcomeKinds)[number], number>> }) {
  const names = useTranslations("ui.outcomes");
  const format = useFormatter();
  return outcomeKinds
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
    });
}

/** Name on the left, amount on the right, so that the amounts of neighbouring rows are aligned. */
function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt>{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
