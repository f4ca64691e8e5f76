"use client";

import { useFormatter, useTranslations } from "use-intl";
import { amountCleaner } from "#lib/domain/cleaning/amount.ts";
import { type DateOrder, dateCleaner } from "#lib/domain/cleaning/date.ts";
import { readingEvidences } from "#lib/domain/mapping/finding.ts";
import type { CellReading } from "#lib/domain/mapping/mapping.ts";
import type { ColumnReport } from "#lib/spreadsheet/protocol/reading.ts";
import { RadioGroup } from "../ui/radio-group.tsx";

export interface ReadingChoiceProps {
  column: ColumnReport;
  question: "decimalMark" | "dateOrder";
  reading: CellReading;
  onChange: (reading: CellReading) => void;
}

const marks = [",", "."] as const;
const orders = ["dmy", "mdy", "ymd"] as const;

/** How a column's values are to be read: what speaks for which way, and what each way would make of a real value. */
export function ReadingChoice({ column, question, reading, onChange }: ReadingChoiceProps) {
  const t = useTranslations("mapping.reading");
  const exampleOf = useExample(column, question);
  const finding = column[question];
  const evidence = readingEvidences.find((known) => known === finding?.evidence);
  return (
    <div className="flex flex-col gap-2">
      {evidence === undefined || finding === null ? null : (
        <p className="text-sm text-text-muted">{t(`evidence.${evidence}`, finding.params)}</p>
      )}
      {question === "decimalMark" ? (
        <RadioGroup
          label={t("decimalMark")}
          value={reading.decimalMark ?? null}
          choices={marks.map((mark) => ({
            value: mark,
            label: t(mark === "," ? "comma" : "dot"),
            description: exampleOf({ decimalMark: mark }),
          }))}
          onChange={(decimalMark) => onChange({ decimalMark })}
        />
      ) : (
        <RadioGroup
          label={t("dateOrder")}
          value={reading.dateOrder ?? null}
          choices={ordersOf(column, reading).map((order) => ({
            value: order,
            label: t(order),
            description: exampleOf({ dateOrder: order }),
          }))}
          onChange={(dateOrder) => onChange({ dateOrder })}
        />
      )}
    </div>
  );
}

/** A year that stands first is only offered where the values could mean it; elsewhere it would read none of them. */
function ordersOf(column: ColumnReport, reading: CellReading): readonly DateOrder[] {
  const found = column.dateOrder;
  const possible = found === null ? [] : [found.value, ...found.alternatives];
  return orders.filter((order) => order !== "ymd" || possible.includes(order) || reading.dateOrder === order);
}

function useExample(column: ColumnReport, question: "decimalMark" | "dateOrder"): (reading: CellReading) => string {
  const t = useTranslations("mapping.reading");
  const format = useFormatter();
  const samples = tellingFirst(column.samples, question).slice(0, 2);
  return (reading) => {
    const lines = samples.map((sample) => {
      const value = readSample(sample, reading);
      if (value === "") return t("unreadable", { sample });
      const shown =
        reading.decimalMark === undefined
          ? format.dateTime(new Date(`${value}T12:00:00Z`), { dateStyle: "long" })
          : format.number(Number(value), { minimumFractionDigits: 2, maximumFractionDigits: 3 });
      return t("reads", { sample, shown });
    });
    return lines.join(" · ");
  };
}

/** Values that the answers read differently come first: 01/01/2025 is the same day either way and helps nobody to choose. */
function tellingFirst(samples: readonly string[], question: "decimalMark" | "dateOrder"): readonly string[] {
  const readings: readonly CellReading[] =
    question === "decimalMark"
      ? marks.map((decimalMark) => ({ decimalMark }))
      : [{ dateOrder: "dmy" }, { dateOrder: "mdy" }];
  const isTelling = (sample: string) => new Set(readings.map((reading) => readSample(sample, reading))).size > 1;
  return [...samples.filter(isTelling), ...samples.filter((sample) => !isTelling(sample))];
}

/** What a cell would say read so, as it is sent; "" where it cannot be read. */
function readSample(sample: string, { decimalMark, dateOrder }: CellReading): string {
  const read = decimalMark === undefined ? dateCleaner(dateOrder, "YYYY-MM-DD") : amountCleaner(decimalMark);
  return read(sample, "text", ignore);
}

/** An example that cannot be read says so itself; why does not matter here. */
function ignore(): void {}
