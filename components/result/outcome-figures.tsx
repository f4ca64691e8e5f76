"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { isKept, type KeptKind, type Outcome } from "#lib/domain/outcome/outcome.ts";
import type { GroupTotals, UploadView } from "#lib/domain/views/upload-view.ts";
import { classNames } from "../ui/class-names.ts";
import { Balance } from "../uploads/balance.tsx";
import { LaterCount } from "../uploads/later-count.tsx";
import { LeftOutLabel, OutcomeLabel } from "../uploads/outcome-badge.tsx";
import { OutcomeBar } from "../uploads/outcome-bar.tsx";
import { countsOf, outcomeKindsIn } from "../uploads/outcome-style.ts";
import { VolatileOf } from "../uploads/volatile-of.tsx";

export interface OutcomeFiguresProps {
  view: UploadView;
  /** Makes each group a link to its debtors, and "left out" a link to its rows. */
  hrefs?: Readonly<Partial<Record<Outcome | KeptKind | "left_out", string>>>;
}

/**
 * The bar of an upload's whole file, and below it the four groups and what was left out, each with debtors
 * and money.
 */
export function OutcomeFigures({ view, hrefs = {} }: OutcomeFiguresProps) {
  const t = useTranslations("outcome");
  const counts = countsOf(view.groups);
  const { leftOut } = view.totals;

  return (
    <div className="overflow-hidden rounded-lg border border-border bg-surface-raised">
      <div className="px-4 pt-4 pb-3">
        <OutcomeBar label={t("run.barLabel")} counts={counts} leftOut={leftOut.debtors} />
      </div>
      <ul className="grid grid-cols-1 gap-px border-t border-border bg-border print:bg-transparent sm:grid-cols-[repeat(auto-fit,minmax(11.5rem,1fr))]">
        {outcomeKindsIn(counts).map((outcome) => (
          <li key={outcome} className="relative bg-surface-raised">
            <Group
              label={<OutcomeLabel outcome={outcome} className="text-sm" />}
              group={view.groups[outcome]}
              detail={
                <>
                  {t("result.obligations", { count: view.groups[outcome].obligations })}
                  {outcome === "volatile" ? <VolatileOf view={view} className="block" /> : null}
                </>
              }
              later={
                outcome === "accepted" || outcome === "pending" || isKept(outcome) ? 0 : (view.later?.[outcome] ?? 0)
              }
              currency={currencyOfSums(view)}
              href={outcome === "pending" ? undefined : hrefs[outcome]}
            />
          </li>
        ))}
        {hasLeftOut(view.totals) ? (
          <li className="relative bg-surface">
            <Group
              label={<LeftOutLabel className="text-sm" />}
              group={leftOut}
              detail={t("result.leftOutOf", { rows: leftOut.rows, obligations: leftOut.obligations })}
              later={view.later?.leftOut.debtors ?? 0}
              currency={currencyOfSums(view)}
              href={hrefs.left_out}
            />
          </li>
        ) : null}
      </ul>
    </div>
  );
}

interface GroupProps {
  label: ReactNode;
  group: GroupTotals;
  /** What the group's money means. */
  detail: ReactNode;
  /** How many of these the CRM accepted later. */
  later: number;
  currency: string | null;
  href: string | undefined;
}

function Group({ label, group, detail, later, currency, href }: GroupProps) {
  const format = useFormatter();
  const content = (
    <>
      {label}
      <span
        className={classNames(
          "mt-1 block text-xl font-semibold tabular-nums max-sm:mt-0 max-sm:text-lg",
          group.debtors === 0 && "text-text-muted",
        )}
      >
        {format.number(group.debtors)}
      </span>
      <span className="block text-sm text-text-muted tabular-nums max-sm:text-right">
        <Balance amount={group.balance} currency={currency} />
        <span className="block">{detail}</span>
        {later === 0 ? null : <LaterCount count={later} />}
      </span>
    </>
  );
  const layout =
    "block h-full px-4 py-3 max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:items-baseline max-sm:gap-x-4 max-sm:[&>:last-child]:col-span-2";
  if (href === undefined) return <div className={layout}>{content}</div>;
  return (
    <Link
      href={href}
      scroll={false}
      className={classNames(layout, "hover:bg-surface-hover focus-visible:-outline-offset-2")}
    >
      {content}
    </Link>
  );
}
