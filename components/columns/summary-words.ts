"use client";

import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { CellCondition, CellValue, ColumnSummary, NumberScale } from "#lib/domain/summary/column-summary.ts";

const dayMs = 86_400_000;

/** What is written about a column's values; numbers are those of the column's scale. */
export interface SummaryWords {
  value(value: CellValue, scale: NumberScale | null): string;
  /** The same in a few letters: 1,5 M. */
  short(number: number, scale: NumberScale): string;
  /** What a column holds, in the few letters that its head has room for. */
  line(summary: ColumnSummary): string;
  condition(holds: CellCondition, scale: NumberScale | null): string;
}

export function useSummaryWords(): SummaryWords {
  const t = useTranslations("columns");
  const format = useFormatter();
  return useMemo(() => {
    const date = (day: number) => new Date(day * dayMs);
    const value = (of: CellValue, scale: NumberScale | null): string => {
      if (typeof of === "string" || scale === null) return String(of);
      if (scale === "date") return format.dateTime(date(of), { dateStyle: "medium", timeZone: "UTC" });
      if (scale !== "money") return format.number(of, { maximumFractionDigits: 20 });
      return format.number(of / 100, { minimumFractionDigits: of % 100 === 0 ? 0 : 2 });
    };
    const short = (of: number, scale: NumberScale): string => {
      if (scale === "date") return format.dateTime(date(of), { year: "numeric", month: "short", timeZone: "UTC" });
      const number = scale === "money" ? of / 100 : of;
      if (Math.abs(number) < 10_000) return format.number(number, { maximumFractionDigits: 0 });
      return format.number(number, { notation: "compact", maximumSignificantDigits: 3 });
    };
    return {
      value,
      short,
      line: ({ distinct, commonest, numbers, parts }) => {
        if (numbers !== null && numbers.min !== numbers.max)
          return t("line.range", { from: short(numbers.min, numbers.scale), to: short(numbers.max, numbers.scale) });
        const [first] = commonest;
        if (first === undefined) return t("line.empty");
        if (distinct === 1) return value(first.value, numbers?.scale ?? null);
        const filled = parts.valid + parts.warned + parts.wrong;
        return first.count === 1 && distinct >= filled
          ? t("line.allDifferent")
          : t("line.distinct", { count: distinct });
      },
      condition: (holds, scale) => {
        if ("part" in holds) return t(`parts.${holds.part}`);
        if ("value" in holds) return value(holds.value, scale);
        // "1.000.000 to 2.000.000", not to 1.999.999,99.
        const to = scale === "money" && (holds.to + 1) % 100 === 0 ? holds.to + 1 : holds.to;
        return t("between", { from: value(holds.from, scale), to: value(to, scale) });
      },
    };
  }, [t, format]);
}
