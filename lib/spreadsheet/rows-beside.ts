import type { SaidRow } from "#lib/domain/mapping/columns/amount-unit.ts";
import { rowText, type SetAsideReason, type SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { SetAsideReport } from "./protocol/reading.ts";
import type { WholeTable } from "./whole-table.ts";

/** Rows set aside that are searched for statements about all amounts, such as a unit or a currency. */
const maxBeside = 200;

/** How many rows were set aside, by reason, with the line of the first. */
export function setAsideReport(rows: readonly SetAsideRow[]): SetAsideReport {
  const reasons = new Map<SetAsideReason, { reason: SetAsideReason; count: number; line: number }>();
  for (const { reason, line } of rows) {
    const known = reasons.get(reason);
    if (known === undefined) reasons.set(reason, { reason, count: 1, line });
    else known.count++;
  }
  return { count: rows.length, reasons: [...reasons.values()] };
}

/**
 * Titles, totals and notes as text, from both the beginning and the end of a long file. Repeated headers come
 * without cells.
 */
export function rowsBeside(setAside: readonly SetAsideRow[]): readonly Required<SaidRow>[] {
  const said = setAside.filter(({ reason }) => reason !== "hidden" && reason !== "page");
  const some = said.length <= maxBeside ? said : [...said.slice(0, maxBeside / 2), ...said.slice(-maxBeside / 2)];
  return some.map(({ line, cells, reason }) => {
    return { line, text: rowText(cells), cells: reason === "repeated_header" ? [] : cells };
  });
}

/** The rows above the header, each as text. */
export function titlesAbove({ sheet, found }: Readonly<{ sheet: OpenSpreadsheet; found: WholeTable }>): readonly {
  readonly line: number;
  readonly text: string;
}[] {
  return Array.from({ length: Math.max(0, found.headerRow.value) }, (_, row) => {
    const { line, cells } = sheet.grid.sourceRow(row);
    return { line, text: cells.filter((cell) => cell !== "").join(" ") };
  });
}
