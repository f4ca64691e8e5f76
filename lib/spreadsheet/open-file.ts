import type { Field } from "#lib/domain/fields/field.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import { saidCurrency } from "#lib/domain/mapping/said-currency.ts";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { type OtherHeader, otherHeaderOver } from "#lib/domain/table/other-order.ts";
import { anyWidth } from "#lib/domain/table/row-width.ts";
import { maxSetAside, rowText, type SetAsideReason, type SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { findTable } from "./find-table.ts";
import { findRowForms } from "./finding/find-row-forms.ts";
import { openCell } from "./finding/open-cell.ts";
import type { Notice } from "./finding-codes.ts";
import { hiddenNotices } from "./hidden-notices.ts";
import { joinSheets } from "./join-sheets.ts";
import { isText, type OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { ReadingReport, ReadingSettings, SetAsideReport } from "./protocol/reading.ts";
import { type RecognisedReport, recogniseReport } from "./recognise-report.ts";
import { Refused } from "./refused.ts";
import { editCarrier } from "./review/carry-edits.ts";
import { CellFinder } from "./review/cell-finder.ts";
import { EditHistory } from "./review/edit-history.ts";
import { EditedRows } from "./review/edited-rows.ts";
import { type FoundWidth, RowWidthSurvey } from "./row-width-survey.ts";
import { describeTable } from "./workbench/describe-table.ts";

/** A file that has been read one way; its cells are those of `sheet`. */
export interface Reading {
  readonly file: File;
  readonly sha256: string;
  readonly fields: readonly Field[];
  /** ISO 4217 code of the tenant's money. */
  readonly currency?: string;
  /** When it was opened, in two digits. */
  readonly thisYear: number;
  readonly settings: ReadingSettings;
  readonly sheet: OpenSpreadsheet;
}

/** Rows beside the data that are looked through for what they say of all of it. */
const maxBeside = 200;

/** A reading whose table is known, with the corrections made to it. */
export interface OpenFile extends Reading {
  readonly found: WholeTable;
  readonly rows: EditedRows;
  readonly finder: CellFinder;
  readonly history: EditHistory;
}

/** The table that is loaded, and where it was found: on one sheet, or on two that are joined. */
export interface WholeTable {
  readonly table: Table;
  readonly headerRow: Finding<number>;
  /** Rows that are no data, of both sheets where two are joined. */
  readonly setAside: readonly SetAsideRow[];
  readonly join: ReadingReport["join"];
  readonly debtorsHeaderRow: Finding<number> | null;
  /** Headers with other columns than its own. */
  readonly otherHeaders: readonly OtherHeader[];
  /** The column of the file's last cell, where that is not the last one of its row. */
  readonly lastColumn: number | null;
  /** The line of the first header above rows that are read by their own. */
  readonly arrangedFrom: number | null;
  /** Counts the cells of its rows; null where these are put together. */
  readonly widths: RowWidthSurvey | null;
  readonly notices: readonly Notice[];
  /** The file is one of the portal's own reports. */
  readonly report: RecognisedReport | null;
}

/** Finds the table of what was read. A header without a row below it is refused by name. */
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
    widths: joined === null ? new RowWidthSurvey(found.headerWidth, isText(sheet)) : null,
    report: null,
  };
}

/** Lines of hidden rows that are to be set aside: all of them, or the answer is refused; some would be loaded unseen. */
function hiddenAside({ hidden }: OpenSpreadsheet, { hiddenRows }: ReadingSettings): readonly number[] {
  const { length: count } = hidden.lines;
  if (hiddenRows !== "aside") return [];
  if (count > maxSetAside) throw new Refused("too_many_hidden", { count, max: maxSetAside });
  return hidden.lines;
}

/** The portal wrote it: where its rows begin and end is known. */
function tableOfReport(report: RecognisedReport, { grid, join }: OpenSpreadsheet): WholeTable {
  const { table, headerRow, restored, thousandths, cutLine } = report;
  if (table.rowCount === 0) throw new Refused("only_header");
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
      ...(restored.count === 0 ? [] : [{ code: "numbers_restored", params: { ...restored } } as const]),
    ],
  };
}

/** Finds a reading's table and describes it. Its rows have no edits yet: those belong to the rows of their reading. */
export function findAndDescribe(
  reading: Reading,
  onProgress?: (share: number) => void,
): { open: OpenFile; report: ReadingReport } {
  const { file, sha256, sheet, settings, fields, currency, thisYear } = reading;
  const found = findWholeTable(sheet, settings);
  const { table, notices, report, setAside, otherHeaders, lastColumn, arrangedFrom: _, widths, ...findings } = found;
  const { isFrom1904 } = sheet;
  const beside = rowsBeside(setAside);
  const otherCurrency = currency === undefined ? null : saidCurrency(beside, currency);
  const described = describeTable(table, fields, {
    onProgress,
    widths,
    otherHeaders,
    isFrom1904,
    thisYear,
    currency,
    beside,
  });
  const { columns, repeatedGroups, filledRows, ...kinds } = described;
  const { width, notices: ofWidths } = report === null ? widthOf(found, sheet, filledRows) : widthOfReport(table);
  const lastLine = table.rowCount === 0 ? 0 : table.line(table.rowCount - 1);
  const isOpen = ofWidths.some(({ code, params }) => code === "open_end" && params.line === lastLine);
  const hasLostBlocks = sheet.notices.some(({ code }) => code === "lost_block");
  const rows = new EditedRows(table, {
    width,
    otherHeaders,
    openCell: isOpen ? openCell(table, lastColumn) : null,
    isFrom1904,
    hasLostBlocks,
    rowForms: isCounted(found, sheet) ? null : findRowForms(table, filledRows),
    headerBelow: report === null ? headerBelowRows(found, sheet) : 0,
    ...kinds,
  });
  const isHidden = ({ index }: ColumnReport): boolean => report === null && sheet.hidden.columns.has(index);
  return {
    open: { ...reading, found, rows, finder: new CellFinder(rows), history: new EditHistory() },
    report: {
      fileName: file.name,
      fileBytes: file.size,
      fileSha256: sha256,
      kind: sheet.kind,
      encoding: sheet.encoding,
      delimiter: sheet.delimiter,
      sheet: sheet.sheet,
      sheets: sheet.sheets,
      otherShapes: sheet.otherShapes,
      ...findings,
      setAside: setAsideReport(setAside),
      hiddenRows: { count: sheet.hidden.lines.length, line: sheet.hidden.lines[0] ?? 0 },
      rowCount: table.rowCount,
      columns: columns.map((column) => (isHidden(column) ? { ...column, isHidden: true } : column)),
      ...(repeatedGroups === null ? {} : { repeatedGroups }),
      ...(otherCurrency === null ? {} : { saidCurrency: otherCurrency }),
      notices: [
        ...sheet.notices,
        ...otherOrder(found),
        ...ofWidths,
        ...hiddenNotices(sheet, settings, columns.filter(isHidden)),
        ...notices,
      ],
      ...(report === null ? {} : { reportOf: report.uploadIds }),
    },
  };
}

/** Says where the order of the columns changes, and how many rows that concerns. */
function otherOrder({ table, otherHeaders }: WholeTable): Notice[] {
  const [first] = otherHeaders;
  if (first === undefined) return [];
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) if (otherHeaderOver(otherHeaders, table.line(row)) > 0) count++;
  return count === 0 ? [] : [{ code: "other_order", params: { count, line: placeOfLine(first.line).line } }];
}

/** Rows of a report have a cell for each column, but for those that are still shifted. */
function widthOfReport({ columnCount }: Table): FoundWidth {
  return { width: { least: columnCount, most: columnCount }, notices: [] };
}

/** The line of the first header where rows that were taken in as data stand above it; 0 where none does. Two joined sheets have two headers. */
function headerBelowRows(
  { table, headerRow, arrangedFrom, join, widths }: WholeTable,
  { grid }: OpenSpreadsheet,
): number {
  const isJoined = join !== null && widths === null;
  if (isJoined || headerRow.value < 1 || table.rowCount === 0) return 0;
  const own = grid.line(headerRow.value);
  const line = Math.min(own, arrangedFrom ?? own);
  return table.line(0) < line ? line : 0;
}

/** Whether the cells of a row are counted, or cannot be: a text's are, rows that are put together have no width of their own. */
function isCounted({ widths, otherHeaders }: WholeTable, sheet: OpenSpreadsheet): boolean {
  return widths === null || otherHeaders.length > 0 || isText(sheet);
}

function widthOf(
  { widths, setAside }: WholeTable,
  { kind, openLine }: OpenSpreadsheet,
  filledRows: readonly number[],
): FoundWidth {
  if (widths === null) return { width: anyWidth, notices: [] };
  return isText({ kind }) ? widths.ofText({ openLine, lastAside: setAside.at(-1), filledRows }) : widths.ofWorkbook();
}

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
function rowsBeside(setAside: readonly SetAsideRow[]) {
  const said = setAside.filter(({ reason }) => reason !== "hidden" && reason !== "page");
  const some = said.length <= maxBeside ? said : [...said.slice(0, maxBeside / 2), ...said.slice(-maxBeside / 2)];
  return some.map(({ line, cells, reason }) => {
    return { line, text: rowText(cells), cells: reason === "repeated_header" ? [] : cells };
  });
}

/** The rows above the header, each as its words. */
export function titlesAbove({ sheet, found }: OpenFile): readonly { readonly line: number; readonly text: string }[] {
  return Array.from({ length: Math.max(0, found.headerRow.value) }, (_, row) => {
    const { line, cells } = sheet.grid.sourceRow(row);
    return { line, text: cells.filter((cell) => cell !== "").join(" ") };
  });
}

/**
 * The same file read another way, with the corrections of the reading before and what can be taken back of them: those whose cells
 * still are what they were. Another sheet has cells of its own.
 */
export function withCorrections(now: OpenFile, before: OpenFile): OpenFile {
  if (now.sheet.sheet?.value !== before.sheet.sheet?.value) return now;
  const edits = before.rows.all();
  const spoken = new Set([...before.history.rows(), ...edits.map(({ row }) => row)]);
  const carry = editCarrier(before.rows.table, spoken, now.rows.table);
  for (const edit of edits.flatMap((edit) => carry(edit) ?? [])) now.rows.write(edit);
  return { ...now, history: before.history.carried(carry) };
}
