"use client";

import { useTranslations } from "use-intl";
import type { RememberedAnswer } from "#lib/domain/mapping/answers/remembered-answers.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import { SettledSums } from "./reading-sum.tsx";

export interface RememberedAnswersProps {
  /** Questions that today's values leave open and last time's answers decided. */
  answers: readonly RememberedAnswer[];
  currency: string;
}

/** Names the columns that only last time's answers decided; nothing if there are none. */
export function RememberedAnswers({ answers, currency }: RememberedAnswersProps) {
  const t = useTranslations("review.remembered");
  if (answers.length === 0) return null;
  return (
    <div>
      {t("answered", { count: answers.length })}
      <ul className="list-disc ps-5">
        {answers.map((answer) => (
          <Answer key={`${answer.column.index} ${Object.keys(answer.reading)}`} answer={answer} currency={currency} />
        ))}
      </ul>
    </div>
  );
}

function Answer({ answer: { column, reading }, currency }: { answer: RememberedAnswer; currency: string }) {
  const t = useTranslations("review.remembered");
  const tReading = useTranslations("mapping.reading");
  const { decimalMark } = reading;
  const words = wordsOf(reading);
  if (words === undefined) return null;
  return (
    <li>
      {t("answer", { header: column.header, reading: tReading(words) })}
      {decimalMark === undefined || column.sums === undefined ? null : (
        <SettledSums sums={column.sums} mark={decimalMark} currency={currency} />
      )}
    </li>
  );
}

function wordsOf({ decimalMark, amountUnit, dateOrder, dayCount }: CellReading) {
  if (decimalMark !== undefined) return decimalMark === "," ? "short.comma" : "short.dot";
  if (dayCount !== undefined) return `dayCounts.${dayCount}` as const;
  return amountUnit === undefined ? dateOrder : (`units.${amountUnit}` as const);
}
