import { useFormatter, useTranslations } from "use-intl";
import { amountCleaner } from "#lib/domain/cleaning/amount.ts";
import { dateCleaner } from "#lib/domain/cleaning/dates/date.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";

/** A value of the file, and its line if that helps to find it. */
export interface ExampleCell {
  readonly text: string;
  readonly line?: number;
}

/** The cells of a column that the answers read differently; any of its values if none is known. */
export function examplesOf({ telling, samples }: ColumnReport): readonly ExampleCell[] {
  return telling ?? samples.map((text) => ({ text }));
}

/** What each reading would make of up to two real values. An amount in another currency cannot be read by any. */
export function useReadingExample(
  values: readonly ExampleCell[],
  readings: readonly CellReading[],
  currency?: string,
): (reading: CellReading) => string {
  const t = useTranslations("mapping.reading");
  const format = useFormatter();
  const read = (sample: string, reading: CellReading) => readSample(sample, reading, currency);
  const samples = tellingFirst(values, readings, read).slice(0, 2);
  return (reading) => {
    const lines = samples.map(({ text: sample, line }) => {
      const value = read(sample, reading);
      const at = (words: string) => (line === undefined ? words : t("atLine", { line, words }));
      if (value === "") return at(t("unreadable", { sample }));
      const isRounded = reading.decimalMark !== undefined && roundsSample(sample, reading);
      const shown =
        reading.decimalMark === undefined
          ? format.dateTime(new Date(`${value}T12:00:00Z`), { dateStyle: "long" })
          : format.number(Number(value), { minimumFractionDigits: 2, maximumFractionDigits: 3 });
      return at(t(isRounded ? "readsRounded" : "reads", { sample, shown }));
    });
    return lines.join(" · ");
  };
}

/**
 * Puts values first that the answers read differently: 01/01/2025 is the same day either way and helps nobody
 * to choose.
 */
function tellingFirst(
  samples: readonly ExampleCell[],
  readings: readonly CellReading[],
  read: (sample: string, reading: CellReading) => string,
): readonly ExampleCell[] {
  const isTelling = ({ text }: ExampleCell) => new Set(readings.map((reading) => read(text, reading))).size > 1;
  return [...samples.filter(isTelling), ...samples.filter((sample) => !isTelling(sample))];
}

/** The cell's value under this reading, as it would be sent; "" if it cannot be read. */
function readSample(sample: string, reading: CellReading, currency: string | undefined): string {
  const { decimalMark, amountUnit, datedCells } = reading;
  const read =
    decimalMark === undefined ? dateCleaner("YYYY-MM-DD", reading) : amountCleaner(decimalMark, amountUnit, currency);
  return read(sample, datedCells === undefined ? "text" : "date", ignore);
}

/** Whether an amount loses digits under this reading. */
function roundsSample(sample: string, { decimalMark, amountUnit }: CellReading): boolean {
  let isRounded = false;
  amountCleaner(decimalMark, amountUnit)(sample, "text", (code) => {
    isRounded ||= code === "amount_rounded";
  });
  return isRounded;
}

/** An example that cannot be read is shown as that; the reason does not matter here. */
function ignore(): void {}
