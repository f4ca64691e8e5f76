import type { DateFormat } from "../../fields/field.ts";
import type { CellReading, DatedCells } from "../../mapping/cell-reading.ts";
import type { Cleaner } from "../cleaner.ts";
import { tidy } from "../tidy.ts";
import { firstLikelyYear, lastLikelyYear, writeDate } from "./calendar.ts";
import { isCompactDate, readDateCell, time } from "./read-date.ts";

/**
 * Whether dates with the year first have day and month exchanged. `isText`: the cell is text, not a workbook's date.
 */
export function isDatedSwapped(dated: DatedCells | undefined, isText: boolean): boolean {
  return dated === "swapped_texts" || (dated === "swapped" && !isText);
}

/** Whether exchanging day and month would make another date. */
function isOpen(text: string, isCompact: boolean): boolean {
  const bare = text.replace(time, "");
  const groups =
    /^(\d{1,2})([-/. ])(\d{1,2})\2\d{2,4}$/.exec(bare) ??
    (isCompact ? /^(\d{1,2})()(\d{2})(?:\d{2}){1,2}$/.exec(bare) : null);
  const [first, second] = [Number(groups?.[1]), Number(groups?.[3])];
  return first <= 12 && second <= 12 && first !== second;
}

const problemCodes = {
  malformed: "date_malformed",
  impossible: "date_impossible",
  ambiguous: "date_ambiguous",
} as const;

/**
 * One or two decimals, as amounts have. A time of day as a fraction has many decimals, or is a half or a quarter.
 */
const centsBehind = /\.(?!5$|25$|75$)\d{1,2}$/;

/** A program's serial number of a day, written as text. */
const countedDay = /^\d{5}(?:[.,]\d+)?$/;

/** A portfolio has few different dates, so results without issues are cached by text, at most this many. */
const maxKept = 20_000;

/**
 * A date in the field's format. A workbook's date cell is read year first, whatever the column's order. A
 * number is a serial; a text is one only if the column has a `dayCount`. 00/00/0000 is no date: "". The order
 * of day and month is never guessed.
 */
export function dateCleaner(format: DateFormat, reading: CellReading): Cleaner {
  const { dateOrder: order, datedCells: dated = "kept", hasBothOrders = false, hasStrayNumbers = false } = reading;
  const isCompact = reading.hasCompactDates === true;
  const { dayCount } = reading;
  const isFrom1904 = dayCount === undefined ? reading.isFrom1904 === true : dayCount === "1904";
  const kept = new Map<string, string>();
  return (text, kind, report) => {
    if (kind === "text") {
      const value = kept.get(text);
      if (value !== undefined) return value;
    }
    const isSwapped = isDatedSwapped(dated, kind === "text");
    const tidied = tidy(text);
    const isNumber = kind === "number" || (kind === "text" && dayCount !== undefined && countedDay.test(tidied));
    const day =
      kind === "boolean" || kind === "error"
        ? "malformed"
        : readDateCell(tidied, isNumber, kind === "date" ? "ymd" : order, { isSwapped, isCompact, isFrom1904 });
    if (day === "nothing") return "";
    if (typeof day === "string") {
      report(problemCodes[day], { value: text });
      return "";
    }
    const value = writeDate(day[0], day[1], day[2], format);
    const isUnlikely = day[0] < firstLikelyYear || day[0] > lastLikelyYear;
    const isSerial = isNumber && !isCompactDate(tidied, { isCompact });
    if (isSerial && (isUnlikely || hasStrayNumbers || centsBehind.test(tidied)))
      report("date_from_number", { from: text, to: value });
    else if (isUnlikely) report("date_unlikely", { value });
    else if (hasBothOrders && (kind === "text" || isCompact) && isOpen(tidied, isCompact))
      report("date_of_two_readings", { from: text, to: value });
    else if (kind === "text") {
      if (kept.size >= maxKept) kept.clear();
      kept.set(text, value);
    }
    return value;
  };
}
