import type { Random } from "#tests/support/portfolio/random.ts";
import { columnOf, type Draft, type DraftCell, dataLines, textCell } from "../sheet/draft.ts";
import { type DateStyle, dateStyles, formats, packageFormats, textFormats, workbookFormats } from "../sheet/shape.ts";
import { dateOrderOf, spellDate } from "../sheet/spell.ts";
import { columnThing, nothing, type Operator, rowsThing, shownBy, type Thing } from "./operator.ts";
import { cellAt, dateFields, pickField, pickLines, rewriteCells } from "./pick.ts";

const tellsItself: ReadonlySet<DateStyle> = new Set(["yyyy-mm-dd", "yyyymmdd", "iso time", "dd-mmm-yyyy"]);
const twoDigits: readonly DateStyle[] = ["dd/mm/yy", "yy/mm/dd", "mm/dd/yy"];

/** Dates in every order and year style, and what Excel makes of them. */
export const dateOperators: readonly Operator[] = [
  wholeColumn("dates in another order", "a column of dates in an order of its own", dateStyles),
  wholeColumn("two-digit years", "a column of dates whose years have two digits", twoDigits),
  wholeColumn("month ends with two-digit years", "a column of month ends, years of two digits", twoDigits, (iso) =>
    endOfMonth(iso),
  ),
  wholeColumn(
    "month starts",
    "a column in which every date is the first of its month",
    ["dd/mm/yyyy", "mm/dd/yyyy", "dd/mm/yy"],
    (iso) => `${iso.slice(0, 8)}01`,
  ),
  wholeColumn(
    "days up to twelve",
    "a column in which every day could be a month",
    ["dd/mm/yyyy", "mm/dd/yyyy", "dd-mm-yyyy", "dd/mm/yy", "yy/mm/dd"],
    (iso) => `${iso.slice(0, 8)}${String((Number(iso.slice(8)) % 12) + 1).padStart(2, "0")}`,
  ),
  wholeColumn("dates with a time", "2026-07-31T00:00:00", ["iso time"]),
  someRows("dates of another order", "some dates of a column have day and month the other way round", (iso, draft) =>
    spellDate(iso, dateOrderOf(draft.shape.dates) === "mdy" ? "dd/mm/yyyy" : "mm/dd/yyyy"),
  ),
  someRows("some two-digit years", "some dates of a column have years of two digits", (iso, draft) =>
    spellDate(
      iso,
      dateOrderOf(draft.shape.dates) === "mdy"
        ? "mm/dd/yy"
        : dateOrderOf(draft.shape.dates) === "ymd"
          ? "yy/mm/dd"
          : "dd/mm/yy",
    ),
  ),
  someRows("dates as serial numbers", "some dates are the numbers that Excel keeps", (iso) => spellDate(iso, "serial")),
  someRows("dates with month names", "some dates are spelled out", (iso) => {
    const [year = "", month = "", day = ""] = iso.split("-");
    const names = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(" ");
    return `${Number(day)} de ${names[Number(month) - 1] ?? ""} de ${year}`;
  }),
  someRows("days that no month has", "the 31st of a month of thirty days", (iso, draft) =>
    spellDate(`${iso.slice(0, 4)}-06-31`, draft.shape.dates),
  ),
  someRows("empty dates as zeros", "00/00/0000 for no date", () => "00/00/0000"),
  {
    name: "days swapped by Excel",
    what: "text dates opened by an English Excel: days up to twelve became dates with day and month swapped, the others stayed text",
    formats: workbookFormats,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, dateFields);
      if (field === null) return null;
      // With dates written as text this would be the invisible operator below.
      if (!draft.shape.hasDates || hasSpelledDates(draft)) return null;
      // Without a day above 12, which stays text, nothing shows the swap.
      const column = columnOf(draft, field) ?? -1;
      const stays = (cell: DraftCell): boolean => cell.is === "date" && Number(cell.iso.slice(8)) > 12;
      const staying = dataLines(draft).filter((line) => stays(cellAt(line, column)));
      if (staying.length === 0) return null;
      draft.dated.set(field, "swapped");
      swapDays(draft, field, (iso) => ({ is: "date", iso }));
      return { ...columnThing(field), shownByAny: new Set(staying.flatMap(({ origin }) => origin ?? [])) };
    },
  },
  {
    name: "days swapped by Excel, saved as text",
    what: "the same, saved as CSV again: days up to twelve are swapped and spelled like the others",
    formats: textFormats,
    isInvisible: true,
    at: "table",
    apply(draft, random) {
      const field = pickField(draft, random, dateFields);
      if (field === null) return null;
      swapDays(draft, field, (iso) => textCell(spellDate(iso, numericStyle(draft))));
      return columnThing(field);
    },
  },
  {
    name: "days from 1904",
    what: "a workbook of an old Mac, whose days count from 1904",
    formats: [...packageFormats, "xls", "xlsb"],
    at: "table",
    apply(draft) {
      draft.is1904 = true;
      return nothing;
    },
  },
];

function endOfMonth(iso: string): string {
  const [year = 0, month = 0] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * Writes a column's dates as text in another style; in half of the files all date columns. `move` also
 * changes the dates, and the truth with them. With `move` all date columns get the style: one program writes
 * them all, so any column that decides the order would rightly decide it for the others.
 */
function wholeColumn(
  name: string,
  what: string,
  styles: readonly DateStyle[],
  move: ((iso: string) => string) | null = null,
): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft, random): Thing | null {
      const field = pickField(draft, random, dateFields);
      if (field === null || draft.dated.size > 0) return null;
      if (move !== null && hasSpelledDates(draft)) return null;
      const style = random.pick(styles);
      const isEverywhere = move !== null || random.chance(0.5);
      const isMovedEverywhere = move !== null && random.chance(0.5);
      for (const [column, { field: of, values }] of draft.columns.entries()) {
        if (of !== field && !(isEverywhere && values === "date")) continue;
        let isSpelled = false;
        // Every cell of the column, hidden rows included: they come from the same program.
        for (const line of draft.lines) {
          const cell = cellAt(line, column);
          const row = line.origin === null ? undefined : draft.truth[line.origin];
          if (cell.is !== "date") continue;
          const iso = move !== null && (isMovedEverywhere || of === field) ? move(cell.iso) : cell.iso;
          if (of !== null && row !== undefined) row.obligation[of] = iso;
          line.cells[column] = textCell(spellDate(iso, style));
          isSpelled = true;
        }
        // A style with a four-digit year in front is unambiguous: a question about the column is then about
        // other cells.
        if (of !== null && isSpelled && !tellsItself.has(style)) draft.answers.set(of, dateOrderOf(style));
      }
      return columnThing(...dateFields);
    },
  };
}

/** Whether another operator has written dates as text: their order would decide that of the moved dates. */
function hasSpelledDates(draft: Draft): boolean {
  return draft.columns.some(
    ({ values }, column) => values === "date" && dataLines(draft).some((line) => cellAt(line, column).is === "text"),
  );
}

function someRows(name: string, what: string, spell: (iso: string, draft: Draft) => string): Operator {
  return {
    name,
    what,
    formats,
    at: "table",
    apply(draft, random: Random): Thing | null {
      const field = pickField(draft, random, dateFields);
      if (field === null || draft.dated.has(field)) return null;
      const picked = pickLines(draft, random).sort((a, b) => draft.lines.indexOf(a) - draft.lines.indexOf(b));
      // Only a day above 12 shows the order. The first changed row must have one, because the file may be cut
      // after it.
      const telling = picked.findIndex(
        ({ origin }) => Number(draft.truth[origin ?? -1]?.obligation[field]?.slice(8)) > 12,
      );
      if (telling === -1 && name === "dates of another order") return null;
      const lines = name === "dates of another order" ? picked.slice(telling) : picked;
      const rows = rewriteCells(draft, lines, field, (cell, line) => {
        if (cell.is !== "date") return null;
        const row = line.origin === null ? undefined : draft.truth[line.origin];
        const text = spell(cell.iso, draft);
        if (text === "00/00/0000" && row !== undefined) delete row.obligation[field];
        return text;
      });
      if (rows.length === 0) return null;
      const thing = rowsThing(rows, new Set([field]));
      return name === "dates of another order" ? shownBy(lines[0]?.origin ?? null, thing) : thing;
    },
  };
}

/** The text style that Excel took for dates; a month's name would have shown the order. */
function numericStyle({ shape: { dates } }: Draft): DateStyle {
  return dates === "dd-mm-yyyy" ? dates : "dd/mm/yyyy";
}

/**
 * Swaps day and month where the day is at most 12; other dates stay text, as in an Excel of the other
 * language.
 */
function swapDays(draft: Draft, field: string, swapped: (iso: string) => DraftCell): void {
  const style = numericStyle(draft);
  // Every cell of the column, hidden rows included.
  rewriteCells(draft, draft.lines, field, (cell) => {
    if (cell.is !== "date") return null;
    const [year = "", month = "", day = ""] = cell.iso.split("-");
    if (Number(day) <= 12) return swapped(`${year}-${day}-${month}`);
    return spellDate(cell.iso, style);
  });
}
