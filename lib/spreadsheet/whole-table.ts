import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { OtherHeader } from "#lib/domain/table/other-order.ts";
import { maxSetAside, type SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { findTable } from "./find-table.ts";
import type { Notice } from "./finding-codes.ts";
import { joinSheets } from "./join-sheets.ts";
import { isText, type OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { ReadingReport, ReadingSettings } from "./protocol/reading.ts";
import { type RecognisedReport, recogniseReport } from "./recognise-report.ts";
import { Refused } from "./refused.ts";
import { RowWidthSurvey } from "./row-width-survey.ts";

/** The table to load, from one sheet or from two joined ones, and how it was found. */
export interface WholeTable {
  readonly table: Table;
  readonly headerRow: Finding<number>;
  /** Rows that are no data; of both sheets if two are joined. */
  readonly setAside: readonly SetAsideRow[];
  readonly join: ReadingReport["join"];
  readonly debtorsHeaderRow: Finding<number> | null;
  /** Further headers with other columns than the table's own. */
  readonly otherHeaders: readonly OtherHeader[];
  /** Column of the file's last cell if it is not the last cell of its row; else null. */
  readonly lastColumn: number | null;
  /** Line of the first header whose rows were put into the table's column order; else null. */
  readonly arrangedFrom: number | null;
  /** Counts the cells of the rows; null for joined sheets and for reports. */
  readonly widths: RowWidthSurvey | null;
  readonly notices: readonly Notice[];
  /** Set if the file is one of the portal's own reports. */
  readonly report: RecognisedReport | null;
}

/** Finds the table of a file that was read. Throws `Refused` ("only_header") if no row is below the header. */
export function findWholeTable(sheet: OpenSpreadsheet, settings: ReadingSettings): WholeTable {
  const report = recogniseReport(sheet.grid, settings, sheet.openLine);
  if (report !== null) return tableOfReport(report, sheet);
  const found = findTable(sheet.grid, { ...settings, hidden: hiddenAside(sheet, settings), isText: isText(sheet) });
  const { table, headerRow, setAside, otherHeaders, lastColumn, arrangedFrom, notices } = found;
  const joined = joinSheets(found, sheet, settings);
  const whole = joined ?? { table, setAside, otherHeaders, join: sheet.join, debtorsHeaderRow: null, notices };
  const isChosen = settings.join !== undefined && whole.join !== null;
  return {
    headerRow,
    ...whole,
    lastColumn,
    arrangedFrom,
    join: isChosen ? { ...whole.join, certainty: "chosen" } : whole.join,
    widths:
      joined === null ? new RowWidthSurvey(found.headerWidth, isText(sheet), sheet.delimiter?.value === ",") : null,
    report: null,
  };
}

/** Lines of hidden rows to set aside. Throws `Refused` if there are too many: the rest would be loaded unseen. */
function hiddenAside({ hidden }: OpenSpreadsheet, { hiddenRows }: ReadingSettings): readonly number[] {
  const { length: count } = hidden.lines;
  if (hiddenRows !== "aside") return [];
  if (count > maxSetAside) throw new Refused("too_many_hidden", { count, max: maxSetAside });
  return hidden.lines;
}

/** The portal wrote the file, so it is known where its rows begin and end. */
function tableOfReport(report: RecognisedReport, { grid, join }: OpenSpreadsheet): WholeTable {
  const { table, headerRow, restored, thousandths, moved, cutLine } = report;
  // The report of accepted debtors repeats no cells: they are erased once the CRM has them. Those of erased people are, too.
  if (table.rowCount === 0) throw new Refused(report.uploadIds.length > 0 ? "report_without_cells" : "only_header");
  const sure = { certainty: "sure", alternatives: [] } as const;
  const params = { line: grid.line(headerRow), above: headerRow };
  return {
    table,
    report,
    join,
    debtorsHeaderRow: null,
    headerRow: { ...sure, value: headerRow, evidence: headerRow === 0 ? "first_row" : "below_titles", params },
    setAside: [],
    otherHeaders: [],
    lastColumn: null,
    arrangedFrom: null,
    widths: null,
    notices: [
      ...(cutLine === null ? [] : [{ code: "cut_row", params: { line: cutLine } } as const]),
      ...thousandths.map(({ column, count }): Notice => {
        return { code: "amounts_thousandth", params: { header: table.columns[column]?.header ?? "", count } };
      }),
      ...moved.map(({ column, count, of }): Notice => {
        return { code: "amounts_moved", params: { header: table.columns[column]?.header ?? "", count, of } };
      }),
      ...(restored.count === 0 ? [] : [{ code: "numbers_restored", params: { ...restored } } as const]),
    ],
  };
}
