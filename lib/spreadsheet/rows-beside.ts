import type { SaidRow } from "#lib/domain/mapping/columns/amount-unit.ts";
import { rowText, type SetAsideReason, type SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { SetAsideReport } from "./protocol/reading.ts";
import type { WholeTable } from "./whole-table.ts";

/** Rows beside the data that are looked through for what they say of all of it. */
const maxBeside = 200;

/** How many rows were set aside, by reason. */
export function setAsideReport(rows: readonly SetAsideRow[]): SetAsideReport {
  const reasons = new Map<SetAsideReason, { reason: SetAsideReason; count: number; line: number }>();
  for (const { reason, line } of rows) {
    const known = reasons.get(reason);
    if (known === undefined) reasons.set(reason, { reason, count: 1, line });
    else known.count++;
  }
  return { count: rows.length, reasons: [...reasons.values()] };
}

/** Titles, totals and notes as their words; those of a long file's end as well as of its beginning. What says the header again has no cell of its own. */
export function rowsBeside(setAside: readonly SetAsideRow[]): readonly Required<SaidRow>[] {
  const said = setAside.filter(({ reason }) => reason !== "hidden" && reason !== "page");
  const some = said.length <= maxBeside ? said : [...said.slice(0, maxBeside / 2), ...said.slice(-maxBeside / 2)];
  return some.map(({ line, cells, reason }) => {
    return { line, text: rowText(cells), cells: reason === "repeated_header" ? [] : cells };
  });
}

/** The rows above the header, each as its words. */
export function titlesAbove({ sheet, found }: Readonly<{ sheet: OpenSpreadsheet; found: WholeTable }>): readonly {
  readonly line: number;
  readonly text: string;
}[] {
  return Array.from({ length: Math.max(0, found.headerRow.value) }, (_, row) => {
    const { line, cells } = sheet.grid.sourceRow(row);
    return { line, text: cells.filter((cell) => cell !== "").join(" ") };
  });
}
