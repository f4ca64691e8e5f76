"use client";

import { useFormatter, useTranslations } from "use-intl";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";

const shown = 4;

/** The lines of the file that a debtor was made of; beyond a few they are counted, not listed. */
export function LineNumbers({ lines }: { lines: readonly number[] }) {
  const t = useTranslations("outcome.records");
  const format = useFormatter();
  const text = lines
    .slice(0, shown)
    .map((line) => {
      const place = placeOfLine(line);
      const number = format.number(place.line);
      return place.isOfDebtors ? t("debtorsLine", { line: number }) : number;
    })
    .join(", ");
  const more = lines.length - shown;
  return <span className="tabular-nums">{more > 0 ? t("linesMore", { lines: text, count: more }) : text}</span>;
}
