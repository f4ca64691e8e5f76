import { useFormatter, useTranslations } from "use-intl";
import { amountCleaner } from "#lib/domain/cleaning/amount.ts";
import { dateCleaner } from "#lib/domain/cleaning/date.ts";
import type { CellReading } from "#lib/domain/mapping/mapping.ts";

/** What each of the readings would make of up to two real values. */
export function useReadingExample(
  values: readonly string[],
  readings: readonly CellReading[],
): (reading: CellReading) => string {
  const t = useTranslations("mapping.reading");
  const format = useFormatter();
  const samples = tellingFirst(values, readings).slice(0, 2);
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
function tellingFirst(samples: readonly string[], readings: readonly CellReading[]): readonly string[] {
  const isTelling = (sample: string) => new Set(readings.map((reading) => readSample(sample, reading))).size > 1;
  return [...samples.filter(isTelling), ...samples.filter((sample) => !isTelling(sample))];
}

/** What a cell would say read so, as it is sent; "" where it cannot be read. */
function readSample(sample: string, reading: CellReading): string {
  const { decimalMark, amountUnit, datedCells } = reading;
  const read = decimalMark === undefined ? dateCleaner("YYYY-MM-DD", reading) : amountCleaner(decimalMark, amountUnit);
  return read(sample, datedCells === undefined ? "text" : "date", ignore);
}

/** An example that cannot be read says so itself; why does not matter here. */
function ignore(): void {}
