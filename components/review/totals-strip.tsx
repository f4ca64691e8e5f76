"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ControlTotals, Totals } from "#lib/domain/debtors/debtor.ts";
import { classNames } from "../ui/class-names.ts";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";

const parts = ["file", "setAside", "leftOut", "staged"] as const;

export interface TotalsStripProps {
  totals: ControlTotals;
  currency: string;
  /** Without a column of balances a sum is not 0: there is none. */
  hasBalance: boolean;
  /** Left-out obligations whose balance is in no sum. */
  unreadable: number;
}

/**
 * file = set aside + left out + to send, in rows, debtors, obligations and money, in lines below each other
 * so that the user can add them up. On a phone four figures do not fit side by side: money keeps its column,
 * and the counts are below their name.
 */
export function TotalsStrip(props: TotalsStripProps) {
  const { totals, currency, hasBalance, unreadable } = props;
  const t = useTranslations("review.totals");
  return (
    <div className="overflow-x-auto rounded-lg border border-border bg-surface-raised">
      <table className="w-full text-right max-sm:block max-sm:text-sm">
        <caption className="sr-only">{t("caption")}</caption>
        <thead className="max-sm:sr-only">
          <tr className="text-xs text-text-muted">
            <td className="px-4 pt-2" />
            <th scope="col" className="px-4 pt-2 font-medium max-sm:hidden">
              {t("rows")}
            </th>
            <th scope="col" className="px-4 pt-2 font-medium">
              {t("debtors")}
            </th>
            <th scope="col" className="px-4 pt-2 font-medium">
              {t("obligations")}
            </th>
            <th scope="col" className="px-4 pt-2 font-medium">
              {t("balance")}
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {parts
            .filter((part) => part !== "setAside" || totals.setAside > 0)
            .map((part) => (
              <TotalsRow
                key={part}
                name={t(part)}
                sign={t(`sign.${part}`)}
                totals={part === "setAside" ? { rows: totals.setAside } : totals[part]}
                currency={hasBalance ? currency : null}
                unreadable={hasBalance && part === "leftOut" ? unreadable : 0}
                isStrong={part === "staged"}
              />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function TotalsRow(props: {
  name: string;
  sign: string;
  totals: Totals | Pick<Totals, "rows">;
  /** null: no balance is loaded. */
  currency: string | null;
  unreadable: number;
  isStrong: boolean;
}) {
  const { name, sign, totals, currency, unreadable, isStrong } = props;
  const t = useTranslations("review.totals");
  return (
    <tr
      className={classNames(
        "align-baseline max-sm:grid max-sm:grid-cols-[auto_1fr] max-sm:px-3 max-sm:py-1 max-sm:[&>*]:px-0 max-sm:[&>*]:py-0",
        isStrong && "border-t border-border bg-surface-sunken font-semibold",
      )}
    >
      <th scope="row" className="px-4 py-0.5 text-left font-[inherit] whitespace-nowrap">
        <span aria-hidden className="inline-block w-4 text-text-muted">
          {sign}
        </span>
        {name}
      </th>
      <td className="px-4 py-0.5 max-sm:hidden">
        <NumberText value={totals.rows} />
      </td>
      {"debtors" in totals ? (
        <>
          <td className="px-4 py-0.5 max-sm:order-1 max-sm:pl-4! max-sm:text-left">
            {t.rich("counted.debtors", counted(totals.debtors))}
          </td>
          <td className="px-4 py-0.5 max-sm:order-1">{t.rich("counted.obligations", counted(totals.obligations))}</td>
          <td className="px-4 py-0.5">
            {currency === null ? (
              <span className="font-normal text-text-muted">{t("noBalance")}</span>
            ) : (
              <Money amount={totals.balance} currency={currency} />
            )}
            {unreadable === 0 ? null : (
              <span className="block text-xs font-normal text-text-muted">
                {t("unreadable", { count: unreadable })}
              </span>
            )}
          </td>
        </>
      ) : (
        // Set-aside rows have no other figures. On a phone, which has no column for rows, their count is here.
        <td colSpan={3} className="px-4 py-0.5 text-right sm:invisible">
          {t.rich("counted.rows", counted(totals.rows))}
        </td>
      )}
    </tr>
  );
}

/** A count; its unit replaces the column's header where that is not shown. */
function counted(count: number) {
  return {
    count,
    n: () => <NumberText value={count} />,
    u: (unit: ReactNode) => (
      <span aria-hidden className="font-normal text-text-muted sm:hidden">
        {unit}
      </span>
    ),
  };
}
