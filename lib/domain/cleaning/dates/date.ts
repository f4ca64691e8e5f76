import type { DateFormat } from "../../fields/field.ts";
import type { CellReading, DatedCells } from "../../mapping/mapping.ts";
import type { Cleaner } from "../cleaner.ts";
import { tidy } from "../tidy.ts";
import { firstLikelyYear, lastLikelyYear, writeDate } from "./calendar.ts";
import { isCompactDate, readDateCell, time } from "./read-date.ts";

export type DateOrder = "dmy" | "mdy" | "ymd";

/** Whether day and month are exchanged where the year stands first. */
export function isDatedSwapped(dated: DatedCells | undefined, isText: boolean): boolean {
  return dated === "swapped_texts" || (dated === "swapped" && !isText);
}

/** Whether day and month could change places. */
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

/** One or two decimals, as amounts have: the fraction that is a time of day has many, or it is a half or a quarter. */
const centsBehind = /\.(?!5$|25$|75$)\d{1,2}$/;

/** A text that a program has written of the number that it keeps for a day. */
const countedDay = /^\d{5}(?:[.,]\d+)?$/;

/** A portfolio has few different dates: answers without issues are kept by their text. */
const maxKept = 20_000;

/**
 * A date in the field's format. A date cell of a workbook is a date whatever the column's order; only a number is a serial, and a text
 * where the column's days are counted. 00/00/0000 holds no date. Order matters only where day and month could be swapped, and is never guessed.
 */
export function dateCleaner(format: DateFormat, reading: CellReading): Cleaner {
  const { dateOrder: order, datedCells: dated = "kept", hasBothOrders = false, hasStrayNumbers = false } = reading;
  const isCompact = reading.hasCompactDates === true;
  const { dayCount } = reading;
  const isFrom1904 = dayCount === undefined ? reading.isFrom1904 === true : dayCount === "1904";
  const kept = new Map<string, string>();
  return (text, kind, report) => {
    const isSwapped = isDatedSwapped(dated, kind === "text");
    if (kind === "text") {
      const value = kept.get(text);
      if (value !== undefined) return value;
    }
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
