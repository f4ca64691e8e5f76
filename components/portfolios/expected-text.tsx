"use client";

import { useLocale, useTranslations } from "use-intl";
import type { PortfolioSettings } from "#lib/domain/views/portfolio-view.ts";
import { clockText, weekdaysText } from "#lib/i18n/weekdays.ts";

export type ExpectedTextProps = Pick<PortfolioSettings, "expectedDays" | "expectedMinute">;

/** When loads are expected, by the clocks of the tenant: "lun–vie, 07:30". */
export function ExpectedText({ expectedDays, expectedMinute }: ExpectedTextProps) {
  const t = useTranslations("portfolios.expected");
  const days = weekdaysText(useLocale(), expectedDays);
  if (expectedDays.length === 0) return t("never");
  return expectedMinute === null ? t("noHour", { days }) : t("at", { days, time: clockText(expectedMinute) });
}
