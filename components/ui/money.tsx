"use client";

import { useLocale } from "use-intl";
import { classNames } from "./class-names.ts";
import { decimalText } from "./decimal-text.ts";

export interface MoneyProps {
  /** A decimal string such as "1234567.80". */
  amount: string;
  /** ISO 4217. */
  currency: string;
  className?: string;
}

/** An amount with all its digits. */
export function Money({ amount, currency, className }: MoneyProps) {
  const locale = useLocale();
  return (
    <data value={amount} className={classNames("whitespace-nowrap text-right", className)}>
      {decimalText(locale, amount, 2) ?? amount}{" "}
      <span className="text-[0.85em] font-normal text-text-muted">{currency}</span>
    </data>
  );
}
