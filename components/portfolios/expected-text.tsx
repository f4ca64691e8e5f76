"use client";

import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { PortfolioSettings } from "#lib/domain/views/portfolio-view.ts";
import { weekdaysText } from "#lib/i18n/weekdays.ts";

export type ExpectedTextProps = Pick<PortfolioSettings, "expectedDays" | "expectedMinute">;

/** When loads are expected, by the clocks of the tenant: "lun–vie, 7:30 a. m.". */
export function ExpectedText({ expectedDays, expectedMinute }: ExpectedTextProps) {
  const t = useTranslations("portfolios.expected");
  const format = useFormatter();
  const days = weekdaysText(useLocale(), expectedDays);
  if (expectedDays.length === 0) return t("never");
  if (expectedMinute === null) return t("noHour", { days });
  // As other times are written beside it: in English with AM and PM.
  const time = format.dateTime(new Date(expectedMinute * 60_000), { timeStyle: "short", timeZone: "UTC" });
  return t("at", { days, time });
}
