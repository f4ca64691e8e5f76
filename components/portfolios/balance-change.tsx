"use client";

import { useFormatter, useTranslations } from "use-intl";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** How far a balance is from that of the load before: "+1,2 %". */
export function BalanceChange({ change }: { change: number | null }) {
  const t = useTranslations("portfolios.morning.change");
  const format = useFormatter();
  if (change === null) return null;
  const share = (value: number, signDisplay: "always" | "never") =>
    format.number(value, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay });
  const isSame = Math.abs(change) < 0.0005;
  const said = isSame ? t("same") : t(change > 0 ? "more" : "less", { share: share(change, "never") });
  return (
    <span title={said} className="whitespace-nowrap text-xs text-text-muted tabular-nums">
      <span aria-hidden>{isSame ? "=" : share(change, "always")}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}
