import { useFormatter, useMessages, useTranslations } from "use-intl";
import type { MeasureName } from "#lib/domain/portfolio/drift/measures.ts";
import type { OddityView } from "#lib/domain/views/drift-view.ts";
import { type FieldCatalogue, fieldWordsById } from "#lib/i18n/field-words.ts";

export interface OddityWords {
  sentence(oddity: OddityView): string;
  /** What of a set it is about (`setOf`: how many parts that has, if it is complete); null for a whole load. */
  about(oddity: OddityView, setOf: number | null): string | null;
  /** What is usual; null where nothing says so. */
  usual(oddity: OddityView): string | null;
  /** The values of the last loads, for those who do not see the line. */
  series(oddity: OddityView): string;
}

const counts: readonly MeasureName[] = ["rows", "debtors", "obligations"];
const amounts: readonly MeasureName[] = ["balance", "medianBalance", "meanBalance"];

/** Some codes have a sentence of their own for what they were seen by. */
function keyOf(code: OddityView["code"], measure: MeasureName | null, fieldId: string | null) {
  if (code === "column_shifted" && fieldId === null) return "rows_unreadable";
  return code === "same_content" && measure !== null ? "nearly_same" : code;
}

/** Says oddities in the reader's language. `currency`: ISO 4217, of the balances. */
export function useOddityWords(currency: string): OddityWords {
  const t = useTranslations("portfolios.drift");
  const format = useFormatter();
  const fields: FieldCatalogue = useMessages().fields;

  const number = (measure: MeasureName | null, value: number | null | undefined): string => {
    if (measure === null || value === null || value === undefined) return t("noValue");
    if (counts.includes(measure)) return format.number(value, { maximumFractionDigits: 0 });
    if (amounts.includes(measure)) return `${format.number(value, { maximumFractionDigits: 0 })} ${currency}`;
    return format.number(value, { style: "percent", maximumFractionDigits: 1 });
  };

  return {
    sentence: ({ code, measure, fieldId, value, day, series, words }) => {
      const field = fieldId === null ? "" : fieldWordsById(fields, fieldId).label;
      const key = keyOf(code, measure, fieldId);
      return t(`code.${key}`, {
        field,
        words: words ?? "",
        measure: measure === null ? "" : t(`measure.${measure}`, { field }),
        value: number(measure, value),
        last: number(measure, series.at(-2)),
        // A day has no time, so no zone may move it.
        day: day === null ? "" : format.dateTime(new Date(day), { dateStyle: "medium", timeZone: "UTC" }),
      });
    },
    about: ({ isOfPart }, setOf) => {
      if (isOfPart === true) return t("ofPart");
      return setOf === null ? null : t("ofSet", { count: setOf });
    },
    usual: ({ measure, band }) =>
      band === null ? null : t("usual", { low: number(measure, band.low), high: number(measure, band.high) }),
    series: ({ measure, series }) => t("series", { values: series.map((value) => number(measure, value)).join(" · ") }),
  };
}
