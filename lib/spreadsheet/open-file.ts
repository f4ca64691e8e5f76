import { dayNumber } from "#lib/domain/cleaning/dates/calendar.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { saidUnit } from "#lib/domain/mapping/columns/amount-unit.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { unitOfName, unitOfNotes } from "#lib/domain/mapping/columns/unit-of-name.ts";
import { namedCurrency, saidCurrency } from "#lib/domain/mapping/said-currency.ts";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { otherHeaderOver } from "#lib/domain/table/other-order.ts";
import { anyWidth } from "#lib/domain/table/row-width.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { type StatedCutOff, statedCutOff } from "#lib/domain/validation/stated-cut-off.ts";
import { findRowForms } from "./finding/find-row-forms.ts";
import { openCell } from "./finding/open-cell.ts";
import type { Notice } from "./finding-codes.ts";
import { hiddenNotices } from "./hidden-notices.ts";
import { isText, type OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { ReadingReport, ReadingSettings } from "./protocol/reading.ts";
import { editCarrier } from "./review/carry-edits.ts";
import { CellFinder } from "./review/cell-finder.ts";
import { EditedRows } from "./review/edited-rows.ts";
import { daysAhead } from "./review/settle-cut-off.ts";
import { UndoStack } from "./review/undo-stack.ts";
import type { FoundWidth } from "./row-width-survey.ts";
import { rowsBeside, setAsideReport, titlesAbove } from "./rows-beside.ts";
import { findWholeTable, type WholeTable } from "./whole-table.ts";
import { describeTable } from "./workbench/describe-table.ts";

/** A file that was read with certain settings; `sheet` has its cells. */
export interface Reading {
  readonly file: File;
  readonly sha256: string;
  readonly fields: readonly Field[];
  /** ISO 4217 code of the tenant's money. */
  readonly currency?: string;
  /** The year in which the file was opened, in two digits. */
  readonly thisYear: number;
  /** That day, in days since 1970. */
  readonly today: number;
  readonly settings: ReadingSettings;
  readonly sheet: OpenSpreadsheet;
}

/** A reading with its table and the corrections made to it. */
export interface OpenFile extends Reading {
  readonly found: WholeTable;
  readonly columns: readonly ColumnReport[];
  readonly rows: EditedRows;
  readonly finder: CellFinder;
  readonly history: UndoStack;
}

/** Finds a reading's table and describes it. The rows have no edits yet: those belong to one reading's rows. */
export function findAndDescribe(
  reading: Reading,
  onProgress?: (share: number) => void,
): { open: OpenFile; report: ReadingReport } {
  const { file, sha256, sheet, settings, fields, currency, thisYear, today } = reading;
  const found = findWholeTable(sheet, settings);
  const { table, notices, report, setAside, otherHeaders, lastColumn, arrangedFrom: _, widths, ...findings } = found;
  const { isFrom1904 } = sheet;
  const beside = rowsBeside(setAside);
  const otherCurrency = currency === undefined ? null : saidCurrency(beside, currency);
  const sheetName = sheet.sheets[sheet.sheet?.value ?? -1]?.name ?? null;
  const named = currency === undefined ? null : namedCurrency(sheetName, file.name, currency);
  const described = describeTable(table, fields, {
    onProgress,
    widths,
    otherHeaders,
    isFrom1904,
    thisYear,
    lastPast: lastPastDay(statedCutOff(titlesAbove({ sheet, found })), today),
    currency,
    said: saidUnit(beside) ?? unitOfName(sheetName, file.name) ?? unitOfNotes(sheet.notes),
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
    open: { ...reading, found, columns, rows, finder: new CellFinder(rows), history: new UndoStack() },
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
      ...(named === null ? {} : { namedCurrency: named }),
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

/** The last day that is past for a file: none after its cut-off is, in whatever order a title writes that. */
function lastPastDay(titled: StatedCutOff | null, today: number): number {
  const stated = titled === null ? [] : [...titled.days.values()].map(dayNumber);
  return Math.min(today + daysAhead, stated.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...stated));
}

/** A notice of where the column order changes, and for how many rows. */
function otherOrder({ table, otherHeaders }: WholeTable): Notice[] {
  const [first] = otherHeaders;
  if (first === undefined) return [];
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) if (otherHeaderOver(otherHeaders, table.line(row)) > 0) count++;
  return count === 0 ? [] : [{ code: "other_order", params: { count, line: placeOfLine(first.line).line } }];
}

/** Rows of a report have a cell for each column, except those that are still shifted. */
function widthOfReport({ columnCount }: Table): FoundWidth {
  return { width: { least: columnCount, most: columnCount }, notices: [] };
}

/**
 * Line of the first header if rows above it were taken in as data; else 0. Also 0 for joined sheets, which
 * have two headers.
 */
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

/**
 * Whether row forms are of no use: a text's cells are counted anyway, and joined or arranged rows have no
 * width of their own.
 */
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

/**
 * Carries the corrections and the undo history of the reading `before` to the same file read again. Only
 * corrections whose cell still has the same text are carried; nothing is if the sheet is another one.
 */
export function withCorrections(now: OpenFile, before: OpenFile): OpenFile {
  if (now.sheet.sheet?.value !== before.sheet.sheet?.value) return now;
  const edits = before.rows.all();
  const spoken = new Set([...before.history.rows(), ...edits.map(({ row }) => row)]);
  const carry = editCarrier(before.rows.table, spoken, now.rows.table);
  for (const edit of edits.flatMap((edit) => carry(edit) ?? [])) now.rows.write(edit);
  return { ...now, history: before.history.carried(carry) };
}
