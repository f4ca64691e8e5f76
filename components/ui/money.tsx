"use client";

import { useLocale } from "use-intl";
import { classNames } from "./class-names.ts";

export interface MoneyProps {
  /** A decimal string such as "1234567.80". */
  amount: string;
  /** ISO 4217. */
  currency: string;
  className?: string;
}

/** An amount with all its digits: `Intl` gets the string itself, so that no amount passes through a float. */
export function Money({ amount, currency, className }: MoneyProps) {
  const locale = useLocale();
  const text = isDecimal(amount)
    ? new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount)
    : amount;
  return (
    <data value={amount} className={classNames("whitespace-nowrap text-right", className)}>
      {text} <span className="text-[0.85em] font-normal text-text-muted">{currency}</span>
    </data>
  );
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}
