import type { ColumnContent } from "#lib/domain/mapping/columns/column-contents.ts";
import type { CellKind } from "#lib/domain/table/table.ts";

/** One cell of a report, as it was in its file; `text` as in a SourceRow. */
export interface ReportCell {
  readonly text: string;
  readonly kind: CellKind;
  readonly holds: ColumnContent;
  /** A question about this cell that a correction left unanswered; it is asked again when the report returns. */
  readonly question?: CellQuestion;
  /** Whether the row failed because of this cell. */
  readonly isAtFault: boolean;
}

/** `loaded`: the number or amount that the corrected upload had instead; null if unknown, as of a date with two readings. */
export interface CellQuestion {
  readonly loaded: string | null;
}

/** What a report writer gets: a header and rows of any content. */
export interface ReportTable {
  readonly headers: readonly string[];
  readonly rows: AsyncIterable<readonly ReportCell[]>;
}

/** Whether its text must come back exactly as written: it is the number of a debtor or obligation, or a word. */
export function isWritten({ holds }: ReportCell): boolean {
  return holds === "number" || holds === "word";
}

/** A text of the portal's own, or a debtor's number; it is never converted. */
export function wordCell(text: string): ReportCell {
  return { text, kind: "text", holds: "word", isAtFault: false };
}

/** A count or an amount of the portal's own. */
export function amountCell(text: string): ReportCell {
  return { text, kind: "number", holds: "amount", isAtFault: false };
}

/** A moment by the clock of a time zone; a workbook has it as a date. Empty for null. */
export function momentCell(iso: string | null, timeZone: string): ReportCell {
  if (iso === null) return wordCell("");
  // Sweden writes times as ISO does.
  const text = new Date(iso).toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
  return { text, kind: "date", holds: "value", isAtFault: false };
}
