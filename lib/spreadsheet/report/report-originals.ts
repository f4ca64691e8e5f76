import type { DateOrder } from "#lib/domain/cleaning/dates/calendar.ts";
import type { ReportCell } from "./report-cell.ts";
import { isChangedBySaving } from "./saved-amount.ts";
import { isDateText } from "./saved-date.ts";

/** What a report's cell contained. */
export interface Original {
  readonly text: string;
  /** "number": a debtor's or an obligation's; if it changes, the row is about another debtor or obligation. */
  readonly holds: "number" | "word" | "amount";
  /** For a date, the order in which the upload read it, if known. */
  readonly order?: DateOrder;
  /** The text itself is in question, and nobody has answered. */
  readonly isOpen?: true;
}

const markOf = { number: "=", word: "~", amount: "$", dmy: "d", mdy: "m", ymd: "y" } as const;
/** Behind the mark of a cell with an open question; within a text it is encoded. */
const openMark = "?";
const contentOf = new Map<string | undefined, Pick<Original, "holds" | "order">>([
  ["=", { holds: "number" }],
  ["~", { holds: "word" }],
  ["$", { holds: "amount" }],
  ["d", { holds: "amount", order: "dmy" }],
  ["m", { holds: "amount", order: "mdy" }],
  ["y", { holds: "amount", order: "ymd" }],
]);

/** Digits that a spreadsheet saves without plus or leading zeros or, from 11 digits on, may write as 5,73001E+11. */
const atRisk = /^(?:\+\d+|0\d+|\d{11,})$/;
/** No number is longer. */
const maxCharacters = 120;

/**
 * `/0=03800063/5=1200057/3~573001234567/7$291.000`: by column, the number of a debtor or obligation (`=`),
 * and other digits (`~`) and amounts or dates (`$`; `d`, `m`, `y` for dates read in that order) that a spreadsheet would save differently. No program
 * changes this text, so it keeps the zeros that the cells lose (decision 23). Of a cell with an open question
 * it keeps what the corrected upload had or, if that is not known, the cell's own text (`/4$?02%2F08%2F2026`), so
 * that the question is asked again.
 */
export function originalsText(cells: readonly ReportCell[]): string {
  let text = "";
  for (const [column, cell] of cells.entries()) {
    const { holds, question } = cell;
    const original = question?.loaded ?? cell.text;
    if (holds === "value" || original.length > maxCharacters || !original.isWellFormed()) continue;
    if (question === undefined && !isAtRisk(cell)) continue;
    const open = question?.loaded === null ? openMark : "";
    text += `/${column}${markOf[holds]}${open}${encodeURIComponent(original)}`;
  }
  return text;
}

function isAtRisk({ holds, text, kind }: ReportCell): boolean {
  if (holds === "number") return text !== "";
  if (holds === "word") return atRisk.test(text);
  return isChangedBySaving(text, kind) || (kind === "text" && isDateText(text));
}

/** Parses a text of {@link originalsText}; damaged originals are skipped. */
export function parseOriginals(text: string): ReadonlyMap<number, Original> {
  const originals = new Map<number, Original>();
  for (const [, column, mark, open, encoded = ""] of text.matchAll(/\/(\d{1,5})([=~$dmy])(\??)([^/\s]+)/g)) {
    const original = decoded(encoded);
    const content = contentOf.get(mark);
    if (original === null || content === undefined) continue;
    originals.set(Number(column), { text: original, ...content, ...(open === openMark ? { isOpen: true } : {}) });
  }
  return originals;
}

function decoded(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
