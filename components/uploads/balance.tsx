"use client";

import { useTranslations } from "use-intl";
import { Money } from "../ui/money.tsx";

/** A sum of balances, or a note that there is none. */
export function Balance({ amount, currency }: { amount: string; currency: string | null }) {
  const t = useTranslations("outcome.figures");
  if (currency !== null) return <Money amount={amount} currency={currency} />;
  return (
    <span className="whitespace-nowrap text-text-muted">
      <span aria-hidden>— </span>
      {t("withoutBalance")}
    </span>
  );
}
