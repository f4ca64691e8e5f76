import type { ColumnContent } from "#lib/domain/mapping/columns/column-contents.ts";
import type { ReportCell } from "./report-cell.ts";
import { isChangedBySaving } from "./saved-amount.ts";
import { isDateText } from "./saved-date.ts";

/** What a cell of a report said. */
export interface Original {
  readonly text: string;
  /** A number of a debtor or an obligation: another one there is another debtor's or obligation's. */
  readonly holds: Exclude<ColumnContent, "value">;
}

const markOf = { number: "=", word: "~", amount: "$" } as const;
const contentOf = new Map<string | undefined, Original["holds"]>([
  ["=", "number"],
  ["~", "word"],
  ["$", "amount"],
]);

/** A spreadsheet saves such digits without their plus or zeros, or some of them only. */
const atRisk = /^(?:\+\d+|0\d+|\d{11,})$/;
/** Nothing that long is a number. */
const maxCharacters = 120;

/**
 * `/0=03800063/5=1200057/3~573001234567/7$291.000`: by column, the number of a debtor or an obligation, and other digits and amounts that a
 * spreadsheet would save otherwise. In a text, which nothing changes, they are still there when the cells have lost their zeros.
 */
export function originalsText(cells: readonly ReportCell[]): string {
  let text = "";
  for (const [column, cell] of cells.entries()) {
    const { holds } = cell;
    if (holds === "value" || cell.text.length > maxCharacters || !isAtRisk(cell) || !cell.text.isWellFormed()) continue;
    text += `/${column}${markOf[holds]}${encodeURIComponent(cell.text)}`;
  }
  return text;
}

function isAtRisk({ holds, text, kind }: ReportCell): boolean {
  if (holds === "number") return text !== "";
  if (holds === "word") return atRisk.test(text);
  return isChangedBySaving(text, kind) || (kind === "text" && isDateText(text));
}

/** The originals of a text of {@link originalsText}; one that was damaged is not among them. */
export function parseOriginals(text: string): ReadonlyMap<number, Original> {
  const originals = new Map<number, Original>();
  for (const [, column, mark, encoded = ""] of text.matchAll(/\/(\d{1,5})([=~$])([^/\s]+)/g)) {
    const original = decoded(encoded);
    const holds = contentOf.get(mark);
    if (original !== null && holds !== undefined) originals.set(Number(column), { text: original, holds });
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
