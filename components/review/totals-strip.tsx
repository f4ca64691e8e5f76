"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ControlTotals, Totals } from "#lib/domain/debtors/debtor.ts";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { type TotalsLook, totalsLooks } from "./totals-looks.ts";

const parts = ["file", "setAside", "leftOut", "staged"] as const;

export interface TotalsStripProps {
  totals: ControlTotals;
  currency: string;
  /** Without a column of balances a sum is not 0: there is none. */
  hasBalance: boolean;
  /** Left-out obligations whose balance is in no sum. */
  unreadable: number;
  /** All figures in lines below each other; else the most telling ones in one line. */
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/**
 * file = set aside + left out + to send, in rows, debtors, obligations and money: open so that the user can add
 * them up, folded into one line that leaves the window to the rows. Screen readers get all figures in any case.
 */
export function TotalsStrip(props: TotalsStripProps) {
  const { totals, currency, hasBalance, unreadable, isOpen } = props;
  const t = useTranslations("review.totals");
  const view = useTranslations("reviewView.totals");
  const look = totalsLooks[isOpen ? "open" : "folded"];
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <div className={classNames("relative rounded-lg border border-border bg-surface-raised", look.box)}>
      <IconButton
        label={view(isOpen ? "fold" : "open")}
        size="sm"
        aria-expanded={isOpen}
        onClick={() => props.onOpenChange(!isOpen)}
        className="absolute! top-0 left-0"
      >
        <Chevron aria-hidden />
      </IconButton>
      <table className={look.table}>
        <caption className="sr-only">{t("caption")}</caption>
        <thead className={look.head}>
          <tr className="text-xs text-text-muted">
            <td className="px-4 pt-2" />
            {(["rows", "debtors", "obligations", "balance"] as const).map((figure) => (
              <th
                key={figure}
                scope="col"
                className={classNames("px-4 pt-2 font-medium", figure === "rows" && "max-sm:hidden")}
              >
                {t(figure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={look.body}>
          {parts
            .filter((part) => part !== "setAside" || totals.setAside > 0)
            .map((part) => (
              <TotalsRow
                key={part}
                look={look}
                name={t(part)}
                sign={t(`sign.${part}`)}
                totals={part === "setAside" ? { rows: totals.setAside } : totals[part]}
                currency={hasBalance ? currency : null}
                unreadable={hasBalance && part === "leftOut" ? unreadable : 0}
                isResult={part === "staged"}
              />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function TotalsRow(props: {
  look: TotalsLook;
  name: string;
  sign: string;
  totals: Totals | Pick<Totals, "rows">;
  /** null: no balance is loaded. */
  currency: string | null;
  unreadable: number;
  isResult: boolean;
}) {
  const { look, name, sign, totals, currency, unreadable, isResult } = props;
  const t = useTranslations("review.totals");
  const counted = countedIn(look);
  return (
    <tr className={classNames(look.row, isResult ? look.resultRow : look.otherRow)}>
      <th scope="row" className={look.name}>
        <span aria-hidden className="inline-block w-4 text-text-muted">
          {sign}
        </span>
        {name}
      </th>
      <td className={look.rows}>
        <NumberText value={totals.rows} />
      </td>
      {"debtors" in totals ? (
        <>
          <td className={look.debtors}>{t.rich("counted.debtors", counted(totals.debtors))}</td>
          <td className={look.obligations}>{t.rich("counted.obligations", counted(totals.obligations))}</td>
          <td className={look.balance}>
            {currency === null ? (
              <span className="font-normal text-text-muted">{t("noBalance")}</span>
            ) : (
              <Money amount={totals.balance} currency={currency} />
            )}
            {unreadable === 0 ? null : (
              <span className={look.unreadable}>{t("unreadable", { count: unreadable })}</span>
            )}
          </td>
        </>
      ) : (
        // Set-aside rows have no other figures. Where no column is for rows, their count is here.
        <td colSpan={3} className={look.asideRows}>
          {t.rich("counted.rows", counted(totals.rows))}
        </td>
      )}
    </tr>
  );
}

/** A count; its unit replaces the column's header where that is not shown. */
function countedIn(look: TotalsLook) {
  return (count: number) => ({
    count,
    n: () => <NumberText value={count} />,
    u: (unit: ReactNode) => (
      <span aria-hidden className={look.unit}>
        {unit}
      </span>
    ),
  });
}
