"use client";

import { useTranslations } from "use-intl";
import type { DecimalMark } from "#lib/domain/cleaning/decimal.ts";
import type { ReadingSums, ReadingSum as Sum } from "#lib/domain/mapping/columns/column-report.ts";
import { Money } from "../ui/money.tsx";

/**
 * The sum of the whole column under a reading: a balance a thousand times too small is seen here before it is sent.
 */
export function ReadingSum({ sum, currency }: { sum: Sum; currency: string }) {
  const t = useTranslations("mapping.reading");
  return (
    <span className="block">
      {t.rich("sum", { money: () => <Money amount={sum.sum} currency={currency} className="font-medium text-text" /> })}
      {sum.unreadable === 0 ? null : <span className="block">{t("sumUnreadable", { count: sum.unreadable })}</span>}
    </span>
  );
}

/** Both sums of a column whose decimal mark other columns settled: as it is read, and with the other mark. */
export function SettledSums({ sums, mark, currency }: { sums: ReadingSums; mark: DecimalMark; currency: string }) {
  const t = useTranslations("mapping.reading");
  const other = mark === "," ? "." : ",";
  return (
    <p className="text-sm text-text-muted">
      {t.rich("settledSums", {
        mark: t(mark === "," ? "short.comma" : "short.dot"),
        other: t(other === "," ? "short.comma" : "short.dot"),
        money: () => <Money amount={sums[mark].sum} currency={currency} className="font-medium text-text" />,
        instead: () => <Money amount={sums[other].sum} currency={currency} />,
      })}
    </p>
  );
}
