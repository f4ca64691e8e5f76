"use client";

import { useTranslations } from "use-intl";
import { amountCleaner, amountInUnit } from "#lib/domain/cleaning/amount.ts";
import type { DateOrder } from "#lib/domain/cleaning/dates/calendar.ts";
import type { DecimalMark } from "#lib/domain/cleaning/decimal.ts";
import type { ReadingName } from "#lib/domain/mapping/answers/reading-question.ts";
import { answeredUnit } from "#lib/domain/mapping/answers/unit-of-last-time.ts";
import type { AmountUnit, CellReading } from "#lib/domain/mapping/cell-reading.ts";
import { answersFor } from "#lib/domain/mapping/columns/amount-unit.ts";
import type { ColumnReport, ReadingSum as Sum } from "#lib/domain/mapping/columns/column-report.ts";
import { readingEvidences } from "#lib/domain/mapping/finding.ts";
import { RadioGroup } from "../ui/form/radio-group.tsx";
import { examplesOf, useReadingExample } from "./reading-example.ts";
import { ReadingSum } from "./reading-sum.tsx";

export interface ReadingChoiceProps {
  column: ColumnReport;
  question: ReadingName;
  reading: CellReading;
  currency: string;
  onChange: (reading: CellReading) => void;
}

const marks = [",", "."] as const;
const orders = ["dmy", "mdy", "ymd"] as const;

/**
 * The question how a column's values are read: the evidence for each answer, and what each would make of a
 * real value and of the sum.
 */
export function ReadingChoice(props: ReadingChoiceProps) {
  const { column, question } = props;
  const t = useTranslations("mapping.reading");
  const finding = column[question] ?? null;
  const evidence = readingEvidences.find((known) => known === finding?.evidence);
  return (
    <div className="flex flex-col gap-2">
      {evidence === undefined || finding === null ? null : (
        <p className="text-sm text-text-muted">{t(`evidence.${evidence}`, finding.params)}</p>
      )}
      {question === "decimalMark" ? (
        <MarkChoice {...props} />
      ) : question === "dateOrder" ? (
        <OrderChoice {...props} />
      ) : question === "amountUnit" ? (
        <UnitChoice {...props} />
      ) : question === "datedCells" ? (
        <DatedChoice {...props} />
      ) : (
        <DayCountChoice {...props} />
      )}
    </div>
  );
}

function MarkChoice({ column, reading, currency, onChange }: ReadingChoiceProps) {
  const t = useTranslations("mapping.reading");
  const exampleOf = useReadingExample(
    examplesOf(column),
    marks.map((decimalMark) => ({ decimalMark })),
    currency,
  );
  return (
    <RadioGroup
      label={t("decimalMark")}
      value={reading.decimalMark ?? null}
      choices={marks.map((mark) => ({
        value: mark,
        label: t(mark === "," ? "comma" : "dot"),
        description: (
          <>
            {exampleOf({ decimalMark: mark })}
            {column.sums === undefined ? null : <ReadingSum sum={column.sums[mark]} currency={currency} />}
          </>
        ),
      }))}
      onChange={(decimalMark) => onChange({ decimalMark })}
    />
  );
}

function UnitChoice({ column, reading, currency, onChange }: ReadingChoiceProps) {
  const t = useTranslations("mapping.reading");
  const { decimalMark = "," } = reading;
  const isMarkOpen = reading.decimalMark === undefined && column.decimalMark?.certainty === "ambiguous";
  const units = answersFor(column.amountUnit?.value ?? reading.amountUnit);
  const sumOf = (unit: AmountUnit) => {
    if (isMarkOpen) return undefined;
    if (unit === "hundredths" && column.centSums !== undefined) return column.centSums[decimalMark];
    const sum = (column.unitSums ?? column.sums)?.[decimalMark];
    return sum === undefined ? undefined : { ...sum, sum: amountInUnit(sum.sum, unit) };
  };
  const exampleOf = useReadingExample(
    column.samples.map((text) => ({ text })),
    units.map((amountUnit) => ({ decimalMark, amountUnit })),
    currency,
  );
  return (
    <RadioGroup
      label={t("amountUnit")}
      value={reading.amountUnit ?? null}
      choices={units.map((amountUnit) => ({
        value: amountUnit,
        label: t(`units.${amountUnit}`),
        description: (
          <>
            {exampleOf({ decimalMark, amountUnit })}
            {hasTooLarge(column, decimalMark, amountUnit) ? (
              <span className="block">{t("tooLarge")}</span>
            ) : (
              <UnitSum sum={sumOf(amountUnit)} currency={currency} />
            )}
          </>
        ),
      }))}
      onChange={(amountUnit) => onChange(answeredUnit(column, amountUnit))}
    />
  );
}

/**
 * Whether some of a column's samples have too many digits in a unit, so that there is no sum in it. As written, the
 * sum tells how many cells it leaves out.
 */
function hasTooLarge({ samples }: ColumnReport, mark: DecimalMark, unit: AmountUnit): boolean {
  if (unit === "written") return false;
  const clean = amountCleaner(mark, unit);
  let isFound = false;
  for (const sample of samples) {
    clean(sample, "text", (code) => {
      isFound ||= code === "amount_too_large";
    });
  }
  return isFound;
}

function UnitSum({ sum, currency }: { sum: Sum | undefined; currency: string }) {
  return sum === undefined ? null : <ReadingSum sum={sum} currency={currency} />;
}

function OrderChoice({ column, reading, onChange }: ReadingChoiceProps) {
  const t = useTranslations("mapping.reading");
  const possible = ordersOf(column, reading);
  const readingIn = (dateOrder: DateOrder): CellReading => ({
    dateOrder,
    ...(column.hasCompactDates === true ? { hasCompactDates: true } : {}),
  });
  const exampleOf = useReadingExample(examplesOf(column), possible.map(readingIn));
  return (
    <RadioGroup
      label={t("dateOrder")}
      value={reading.dateOrder ?? null}
      choices={possible.map((order) => ({
        value: order,
        label: t(order),
        description: exampleOf(readingIn(order)),
      }))}
      onChange={(dateOrder) => onChange({ dateOrder })}
    />
  );
}

function DatedChoice({ column, reading, onChange }: ReadingChoiceProps) {
  const t = useTranslations("mapping.reading");
  const finding = column.datedCells;
  const choices = finding === null ? [] : [finding.value, ...finding.alternatives];
  const sample = finding?.params.sample;
  const exampleOf = useReadingExample(typeof sample === "string" ? [{ text: sample }] : [], []);
  return (
    <RadioGroup
      label={t("datedCells")}
      value={reading.datedCells ?? null}
      choices={choices.map((datedCells) => ({
        value: datedCells,
        label: t(datedCells === "kept" ? "kept" : "swapped"),
        description: exampleOf({ datedCells }),
      }))}
      onChange={(datedCells) => onChange({ datedCells })}
    />
  );
}

function DayCountChoice({ column, reading, onChange }: ReadingChoiceProps) {
  const t = useTranslations("mapping.reading");
  const finding = column.dayCount;
  const choices = finding === undefined ? [] : [finding.value, ...finding.alternatives];
  const exampleOf = useReadingExample(examplesOf(column), []);
  return (
    <RadioGroup
      label={t("dayCount")}
      value={reading.dayCount ?? null}
      choices={choices.map((dayCount) => ({
        value: dayCount,
        label: t(`dayCounts.${dayCount}`),
        description: exampleOf({ dayCount }),
      }))}
      onChange={(dayCount) => onChange({ dayCount })}
    />
  );
}

/** Year first is only offered if the values could mean it; otherwise it would read none of them. */
function ordersOf(column: ColumnReport, reading: CellReading): readonly DateOrder[] {
  const found = column.dateOrder;
  const possible = found === null ? [] : [found.value, ...found.alternatives];
  return orders.filter((order) => order !== "ymd" || possible.includes(order) || reading.dateOrder === order);
}
