import { useFormatter, useTranslations } from "use-intl";
import type { CutOffReport } from "#lib/spreadsheet/protocol/review.ts";

export interface CutOffWords {
  readonly text: string;
  /** The file names two different days. */
  readonly isDifference: boolean;
}

/** A day in the format of the page's language. */
export function useDayText(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), {
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      timeZone: "UTC",
    });
}

/** What the file's titles and rows say about its cut-off day, and how that compares with the day that is used. */
export function useCutOffWords(
  { found, stated, day, isAhead }: CutOffReport,
  isCorrection: boolean,
): readonly CutOffWords[] {
  const t = useTranslations("review.cutOff");
  const format = useFormatter();
  const write = useDayText();
  const says = (text: string, isDifference = false): CutOffWords => ({ text, isDifference });
  const ofTitle = (): CutOffWords[] => {
    if (stated === null) return [];
    const at = { line: stated.line, text: stated.text };
    if (stated.ahead !== undefined)
      return [
        says(t(stated.ahead === day ? "statedAheadUsed" : "statedAhead", { ...at, day: write(stated.ahead) }), true),
      ];
    if (stated.day === null)
      return [says(t("statedUnclear", { ...at, days: stated.days.map(write).join(", ") }), true)];
    if (stated.day === day) return [says(t("stated", at))];
    return [says(t("statedOther", { ...at, day: write(stated.day) }))];
  };
  const ofRows = (): CutOffWords[] => {
    if (found === null) {
      if (stated !== null) return [];
      return [says(t(day === null ? "notFound" : isCorrection ? "ofCorrected" : "chosenAlone"))];
    }
    const share = format.number(Math.floor((found.agreeing / found.obligations) * 1_000) / 1_000, {
      // Rounded down: if a single row says otherwise, it is not 100 %.
      style: "percent",
      maximumFractionDigits: 1,
    });
    const evidence = { share, count: found.obligations };
    if (found.day === day) return [says(t("evidence", evidence))];
    if (stated?.day === day && day !== null)
      return [says(t("foundOther", { ...evidence, day: write(found.day) }), true)];
    return [says(t(day === null ? "unused" : isCorrection ? "chosenCorrected" : "chosen", { day: write(found.day) }))];
  };
  const ahead = isAhead === true && stated?.ahead !== day ? [says(t("ahead"), true)] : [];
  return [...ofTitle(), ...ofRows(), ...ahead];
}
