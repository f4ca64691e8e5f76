/** Excel's calendar ends with 9999-12-31. */
const calendarEnd = Date.UTC(10_000, 0, 1);
const dayMs = 86_400_000;

/** 1899-12-30: serials from 61 on count from it, since Excel has a 1900-02-29 (serial 60). */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/**
 * A serial number as ISO 8601 ("2025-01-31", with "T10:00:00" if it has a time), rounded to the second as
 * Excel shows it; null if it is no day of the calendar.
 */
export function isoOfSerial(serial: number, is1904: boolean): string | null {
  return Number.isInteger(serial) ? isoOfDay(serial, is1904) : isoOf(serial, is1904);
}

/** Serials with cached ISO dates, up to the year 2173: a portfolio has few different days in millions of cells. */
const keptDays = 100_000;
const isoDays: [(string | null | undefined)[], (string | null | undefined)[]] = [[], []];

function isoOfDay(serial: number, is1904: boolean): string | null {
  if (serial < 0 || serial >= keptDays) return isoOf(serial, is1904);
  const kept = isoDays[is1904 ? 1 : 0];
  let iso = kept[serial];
  if (iso === undefined) {
    iso = isoOf(serial, is1904);
    kept[serial] = iso;
  }
  return iso;
}

function isoOf(serial: number, is1904: boolean): string | null {
  if (!(serial >= (is1904 ? 0 : 1))) return null;
  const shifted = !is1904 && serial < 60 ? serial + 1 : serial;
  const ms = Math.round((shifted * dayMs) / 1000) * 1000 + (is1904 ? epoch1904 : epoch1900);
  if (ms >= calendarEnd) return null;
  const iso = new Date(ms).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** A time of day ("10:30:00") from the fraction of a serial number. */
export function timeOfSerial(serial: number): string {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400) % 86_400;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
