"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { Money } from "../ui/money.tsx";

/** What an upload's sums are in; null where it loads no balance, so that they are none. */
export function currencyOfSums({ hasNoBalance, currency }: Pick<UploadView, "hasNoBalance" | "currency">) {
  return hasNoBalance === true ? null : currency;
}

/** A sum of balances, or that there is none. */
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
