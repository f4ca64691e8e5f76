import { useFormatter, useTranslations } from "use-intl";

/** Of which file the figures are, if other loads came after it: "Del archivo completo del 25 de nov, …". */
export function BalanceOf({ wholeDay }: { wholeDay: string | null }) {
  const t = useTranslations("portfolios.load");
  const dayText = useWholeDay();
  if (wholeDay === null) return null;
  return (
    <span data-balance-of className="block max-w-44 whitespace-normal text-xs text-text-muted">
      {t("balanceOf", { date: dayText(wholeDay) })}
    </span>
  );
}

/** The same in the few words that a card has room for: "Saldo al 25 de nov"; null of the last load's own file. */
export function useBalanceLabel(): (wholeDay: string | null) => string | null {
  const t = useTranslations("portfolios.load");
  const dayText = useWholeDay();
  return (wholeDay) => (wholeDay === null ? null : t("balanceOn", { date: dayText(wholeDay) }));
}

function useWholeDay(): (wholeDay: string) => string {
  const format = useFormatter();
  return (wholeDay) => format.dateTime(new Date(wholeDay), { day: "numeric", month: "short", timeZone: "UTC" });
}
