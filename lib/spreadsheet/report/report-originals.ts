import type { ReportCell } from "./report-cell.ts";
import { isChangedBySaving } from "./saved-amount.ts";

/** What a cell of a report said. */
export interface Original {
  readonly text: string;
  /** The number of a debtor or an obligation: another one there is another debtor's or obligation's. */
  readonly isNumber: boolean;
}

/** A spreadsheet saves such digits without their plus or zeros, or some of them only. */
const atRisk = /^(?:\+\d+|0\d+|\d{11,})$/;
/** Nothing that long is a number. */
const maxCharacters = 120;

/**
 * `/0=03800063/5=1200057/3~573001234567`: by column, the number of a debtor or an obligation, and other digits and amounts that a
 * spreadsheet would save otherwise. In a text, which nothing changes, they are still there when the cells have lost their zeros.
 */
export function originalsText(cells: readonly ReportCell[]): string {
  let text = "";
  for (const [column, cell] of cells.entries()) {
    if (cell.text === "" || cell.text.length > maxCharacters || !cell.text.isWellFormed()) continue;
    if (cell.holds === "number") text += `/${column}=${encodeURIComponent(cell.text)}`;
    else if (isAtRisk(cell)) text += `/${column}~${encodeURIComponent(cell.text)}`;
  }
  return text;
}

function isAtRisk({ holds, text, kind }: ReportCell): boolean {
  return holds === "word" ? atRisk.test(text) : holds === "amount" && isChangedBySaving(text, kind);
}

/** The originals of a text of {@link originalsText}; one that was damaged is not among them. */
export function parseOriginals(text: string): ReadonlyMap<number, Original> {
  const originals = new Map<number, Original>();
  for (const [, column, mark, encoded = ""] of text.matchAll(/\/(\d{1,5})([=~])([^/\s]+)/g)) {
    const original = decoded(encoded);
    if (original !== null) originals.set(Number(column), { text: original, isNumber: mark === "=" });
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
