import { useFormatter, useTranslations } from "use-intl";

/** Of which file the figures are, if other loads came after it: "Del archivo completo del 25 de nov, …". */
export function BalanceOf({ wholeDay }: { wholeDay: string | null }) {
  const t = useTranslations("portfolios.load");
  const format = useFormatter();
  if (wholeDay === null) return null;
  const date = format.dateTime(new Date(wholeDay), { day: "numeric", month: "short", timeZone: "UTC" });
  return <span className="block max-w-44 whitespace-normal text-xs text-text-muted">{t("balanceOf", { date })}</span>;
}
