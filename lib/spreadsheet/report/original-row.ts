import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
import { kindLetters, type SourceRow } from "#lib/domain/table/table.ts";
import { plainText } from "./formula-guard.ts";
import type { Original } from "./report-originals.ts";
import { isAsWritten, type ReportReference, type Shift } from "./report-reference.ts";
import { type Rewriting, rewrittenDate } from "./rewritten-dates.ts";
import { isRescaled, isRoundedAmount, isSavedAmount, isThousandth } from "./saved-amount.ts";
import { daysIn, isSavedDate, serialDays } from "./saved-date.ts";
import { isSavedForm } from "./saved-form.ts";

/** Where a column of the file that was reported on stands now; -1 where it is gone. */
export type Places = (column: number) => number;

export interface OriginalRow {
  readonly row: SourceRow;
  /**
   * How many of its cells say again what the report said, and which say something else: numbers, amounts a power of ten away, and dates
   * of two readings.
   */
  readonly restored: number;
  readonly changed: readonly RenumberedCell[];
  /** Whether one of them is the number of a debtor or an obligation. */
  readonly isRenumbered: boolean;
  /** The columns of amounts that the report knew and that still stand there, and whether they are exactly a thousandth or thousandfold. */
  readonly amounts: readonly { readonly column: number; readonly isThousandth: boolean }[];
}

/** A row that somebody wrote below the others has no reference: its cells are what they say. */
export const noReference: ReportReference = {
  uploadId: "",
  isGuarded: false,
  kinds: new Map(),
  shift: null,
  originals: new Map(),
};

/**
 * A row of a report as it stood in the file that was reported on. `places`: where the columns of that file stand now; `rewritten`: which
 * of them have their dates in another order.
 */
export function originalRow(
  { line, cells: found, kinds: foundKinds }: SourceRow,
  { isGuarded, kinds, originals, shift }: ReportReference,
  places: Places,
  rewritten: ReadonlyMap<number, Rewriting>,
): OriginalRow {
  const width = found.length;
  const letters = Array.from(foundKinds ?? kindLetters.text.repeat(width));
  const cells = found.map((text, column) => plainText(text, letters[column], isGuarded));
  let restored = 0;
  let isRenumbered = false;
  const amounts: { column: number; isThousandth: boolean }[] = [];
  const changed: RenumberedCell[] = [];
  for (const [original, said] of originals) {
    const { text: was, holds } = said;
    const column = places(original);
    if (column < 0 || column >= width) continue;
    const now = cells[column] ?? "";
    const isText = letters[column] === kindLetters.text;
    if (holds === "amount" && /[1-9]/.test(now)) amounts.push({ column, isThousandth: isThousandth(was, now) });
    if (now === was && isText) continue;
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

/** Whether a cell says what it said when the report was written, or what a program makes of that. */
export function isSaved({ text: was, holds }: Original, now: string, isText: boolean): boolean {
  if (was === now || isSavedForm(was, now, isText) || isSavedAmount(was, now, isText)) return true;
  return holds === "amount" && (isRoundedAmount(was, now) || isSavedDate(was, now));
}

/**
 * A row with as many cells as the others, but for one that was left out as shifted and still is: what it lacked is still blank, or what it
 * had too much is still there.
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
