import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
import { kindLetters, type SourceRow } from "#lib/domain/table/table.ts";
import { dateFitOfDay, fewestByProgram } from "./exchanged-days.ts";
import { plainText } from "./formula-guard.ts";
import type { Original } from "./report-originals.ts";
import { isAsWritten, type ReportReference, type Shift } from "./report-reference.ts";
import { type Rewriting, rewrittenDate } from "./rewritten-dates.ts";
import { isRescaled, isRoundedAmount, isSavedAmount, isThousandth } from "./saved-amount.ts";
import { daysIn, isDateText, isSameQuestion, isSavedDate, serialDays } from "./saved-date.ts";
import { isSavedForm } from "./saved-form.ts";

/** Where a column of the original file (the one the report is about) is now; -1 if it is gone. */
export type Places = (column: number) => number;

interface KnownAmount {
  readonly column: number;
  readonly was: string;
  readonly now: string;
  readonly isThousandth: boolean;
}

export interface OriginalRow {
  readonly row: SourceRow;
  /**
   * `restored`: how many cells got back the text that the report gave them. `changed`: cells with another
   * text: numbers, amounts that differ by a power of ten, and dates with two readings.
   */
  readonly restored: number;
  readonly changed: readonly RenumberedCell[];
  /** Whether one of the changed cells is the number of a debtor or an obligation. */
  readonly isRenumbered: boolean;
  /**
   * The amounts and dates that the report knew and the row still has something for: the text then and now,
   * restored, and whether it is exactly 1/1000 or 1000 times as much.
   */
  readonly amounts: readonly KnownAmount[];
}

/** For a row without a reference, such as one that somebody added: its cells are taken as they are. */
export const noReference: ReportReference = {
  uploadId: "",
  isGuarded: false,
  line: null,
  isUnidentified: false,
  kinds: new Map(),
  shift: null,
  originals: new Map(),
};

/**
 * Turns a row of a report back into the row of the original file. `places`: where that file's columns are
 * now; `rewritten`: which of them have their dates in another order (decision 23); `exchanged`: how many of
 * their dates have day and month exchanged, if none is the load's any more.
 */
export function originalRow(
  { line, cells: found, kinds: foundKinds }: SourceRow,
  { isGuarded, kinds, originals, shift }: ReportReference,
  places: Places,
  rewritten: ReadonlyMap<number, Rewriting>,
  exchanged: ReadonlyMap<number, number> = new Map(),
): OriginalRow {
  const width = found.length;
  const letters = Array.from(foundKinds ?? kindLetters.text.repeat(width));
  const cells = found.map((text, column) => plainText(text, letters[column], isGuarded));
  let restored = 0;
  let isRenumbered = false;
  const amounts: KnownAmount[] = [];
  const changed: RenumberedCell[] = [];
  for (const [original, said] of originals) {
    const { text: was, holds } = said;
    const column = places(original);
    if (column < 0 || column >= width) continue;
    const now = cells[column] ?? "";
    const isText = letters[column] === kindLetters.text;
    if (holds === "amount" && /[1-9]/.test(now)) {
      const isKept = now === was || isSaved(said, now, isText);
      amounts.push({ column, was, now: isKept ? was : now, isThousandth: isThousandth(was, now) });
    }
    if (said.isOpen === true) {
      if (!isStillOpen(said, now, isText)) continue;
      if (holds !== "amount") {
        cells[column] = was;
        letters[column] = kindLetters.text;
      }
      changed.push({ column });
      isRenumbered ||= holds === "number";
      continue;
    }
    if (now === was && isText) continue;
    if (dateFitOfDay(said, now) === "exchanged") {
      const count = exchanged.get(original) ?? 0;
      // A person types such a text; a date cell is what a program makes of any date.
      if (isText && count >= fewestByProgram) changed.push({ column, was });
      if (isText || count === 0) continue;
    }
    const date = rewrittenDate(said, now, rewritten.get(original));
    if (now !== "" && (date?.isLoaded === true || isSaved(said, now, isText))) {
      cells[column] = was;
      letters[column] = kindLetters.text;
      if (now !== was) restored++;
    } else if (date !== null) changed.push({ column, ...date.proposed });
    else if (holds === "number" || (holds === "amount" && isRescaled(was, now))) {
      changed.push({ column, was });
      isRenumbered ||= holds === "number";
    }
  }
  for (const [original, { kind, digest }] of kinds) {
    const column = places(original);
    if (letters[column] !== kindLetters.text) continue;
    const now = cells[column] ?? "";
    if (isAsWritten(now, digest)) letters[column] = kindLetters[kind];
    else if (kind === "date") {
      const days = daysIn(now);
      const same = [...days, ...serialDays(now)].find((day) => isAsWritten(day, digest));
      if (same !== undefined) {
        cells[column] = same;
        letters[column] = kindLetters.date;
        restored++;
      } else if (days.length > 1) changed.push({ column });
    }
  }
  const isPlain = foundKinds === null && letters.every((letter) => letter === kindLetters.text);
  const row = withWidth({ line, cells, kinds: isPlain ? null : letters.join("") }, shift);
  return { row, restored, changed, isRenumbered, amounts };
}

/** Whether a cell with an open question came back unanswered: as it was, or as a program saves that. */
function isStillOpen(said: Original, now: string, isText: boolean): boolean {
  const { text: was, holds } = said;
  return holds === "amount" && isDateText(was) ? isSameQuestion(was, now, isText) : isSaved(said, now, isText);
}

/** Whether a cell still has the report's text, or what a spreadsheet makes of that text when it saves it. */
export function isSaved({ text: was, holds }: Original, now: string, isText: boolean): boolean {
  if (was === now || isSavedForm(was, now, isText) || isSavedAmount(was, now, isText)) return true;
  return holds === "amount" && (isRoundedAmount(was, now) || isSavedDate(was, now));
}

/**
 * The row with as many cells as the others. A row that was left out as shifted, and still is, keeps a wrong
 * width: its missing cells are still blank, or its surplus ones still filled.
 */
function withWidth({ line, cells, kinds }: SourceRow, shift: Shift | null): SourceRow {
  const width = cells.length;
  const isBlankFrom = (column: number) => cells.slice(column).every((text) => text.trim() === "");
  let count = width;
  if (shift !== null && shift.cells < shift.expected && isBlankFrom(shift.cells))
    count = Math.min(width - 1, shift.cells);
  if (shift !== null && shift.cells > shift.expected && !isBlankFrom(shift.expected)) count = width + 1;
  return {
    line,
    cells: Array.from({ length: count }, (_, column) => cells[column] ?? ""),
    kinds: kinds === null ? null : kinds.slice(0, count).padEnd(count, kindLetters.text),
  };
}
