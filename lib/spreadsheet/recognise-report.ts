import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Grid, SourceRow, Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import type { ReadingSettings } from "./protocol/reading.ts";
import type { RowRemark } from "./protocol/review.ts";
import type { AddedColumn } from "./report/added-headers.ts";
import { copiedRows } from "./report/copied-rows.ts";
import { cutReference, findCutRow } from "./report/cut-row.ts";
import { ExchangedDays } from "./report/exchanged-days.ts";
import { unguarded } from "./report/formula-guard.ts";
import { MovedAmounts } from "./report/moved-amounts.ts";
import { originalPlaces, type ReferredRow } from "./report/original-places.ts";
import { noReference, originalRow, type Places } from "./report/original-row.ts";
import { findReportColumns, type ReportColumns } from "./report/report-columns.ts";
import { parseReportReference, type ReportReference } from "./report/report-reference.ts";
import { type Rewriting, RewrittenDates } from "./report/rewritten-dates.ts";
import { Thousandths } from "./report/thousandths.ts";

export interface RecognisedReport {
  /** The rows as they were in the original file: only its columns, without the guards against formulas. */
  readonly table: Table;
  /** The header's row in the grid. */
  readonly headerRow: number;
  /** The uploads its rows belong to: several if reports were pasted together, none if the references are gone. */
  readonly uploadIds: readonly string[];
  /** How many numbers and dates a program had saved in another form, and the line of the first. They are restored. */
  readonly restored: { readonly count: number; readonly line: number };
  /**
   * The columns whose amounts all are a thousandth or a thousand times what the report had, with the number
   * of amounts.
   */
  readonly thousandths: readonly { readonly column: number; readonly count: number }[];
  /** The columns whose amounts mostly are another row's: `count` of the `of` that the report knew. */
  readonly moved: readonly { readonly column: number; readonly count: number; readonly of: number }[];
  /**
   * By row of the table, the cells that now have another text: numbers of debtors and obligations, amounts
   * that are a power of ten away, and dates that can be read in two ways.
   */
  readonly changedNumbers: ReadonlyMap<number, readonly RenumberedCell[]>;
  /** Rows of the table that somebody added to the report, including rows copied with their reference. */
  readonly addedRows: ReadonlySet<number>;
  /** By row of the table, the line of a row that the upload left out. */
  readonly lines: ReadonlyMap<number, number>;
  /** Those of them that had no readable identification when the report was written. */
  readonly unidentified: ReadonlySet<number>;
  /** The line of the last row if the file ends inside that row or its reference; else null. */
  readonly cutLine: number | null;
  /** What the report says about a row of the table. */
  remarkOf(row: number): RowRemark;
}

/** Rows that are compared to find where columns were moved. */
const sampledRows = 40;

/**
 * Recognises one of the portal's own reports by its references, wherever their column is: saved by Excel in
 * another format, with rows and columns moved, removed or added (decision 16). A report that lost its
 * references is recognised by the names of its added columns and corrects no upload. Null for any other file,
 * and if the user has set the header line. `openLine`: the last line if it has no line end.
 */
export function recogniseReport(
  grid: Grid,
  settings: Pick<ReadingSettings, "headerLine">,
  openLine: number | null = null,
): RecognisedReport | null {
  if (settings.headerLine !== undefined) return null;
  const columns = findReportColumns(grid);
  if (columns === null) return null;
  const { headerRow, first } = columns;
  const referenceColumn = columns.added.get("reference") ?? -1;
  // Without references the report's format is unknown. Guards are removed anyway: no bank writes an
  // apostrophe before a formula.
  const isGuarded = first?.isGuarded ?? true;
  const unreferred: ReportReference = { ...noReference, isGuarded };
  const referred = (row: number): ReferredRow => ({
    row: ownCells(grid.sourceRow(row), columns),
    reference: (first === null ? null : parseReportReference(grid.cell(row, referenceColumn))) ?? unreferred,
  });

  const lastSampled = Math.min(grid.rowCount, headerRow + 1 + sampledRows);
  const sample = Array.from({ length: lastSampled - headerRow - 1 }, (_, index) => referred(headerRow + 1 + index));
  const places = originalPlaces(sample);
  const { rewritten, exchanged } = lookAtDates(grid.rowCount, headerRow, referred, places);
  const builder = new GridBuilder();
  const rowsKept: number[] = [];
  const uploadIds = new Set<string>();
  const restored = { count: 0, line: 0 };
  const thousandths = new Thousandths();
  const moved = new MovedAmounts();
  const changedNumbers = new Map<number, readonly RenumberedCell[]>();
  const addedRows = new Set<number>();
  const lines = new Map<number, number>();
  const unidentified = new Set<number>();
  const cutRow = first === null ? -1 : findCutRow(grid, columns, openLine);
  const renumbered = new Map<number, number>();
  const keep = (row: number, { row: source, reference: found }: ReferredRow): void => {
    const isUnknown = found.uploadId === "";
    if (!isUnknown) uploadIds.add(found.uploadId);
    const reference = row === cutRow ? cutReference(source, found) : found;
    const original = originalRow(source, reference, places, rewritten, exchanged);
    const { cells, kinds, line } = original.row;
    builder.addRow(cells, kinds, line, true);
    if (builder.rowCount === rowsKept.length) return;
    rowsKept.push(row);
    if (original.restored > 0 && restored.count === 0) restored.line = line;
    restored.count += original.restored;
    thousandths.add(original);
    moved.add(original);
    // The header is the first of the kept rows.
    const place = rowsKept.length - 2;
    if (original.changed.length > 0) changedNumbers.set(place, original.changed);
    if (original.isRenumbered) renumbered.set(row, place);
    if (found.line !== null) lines.set(place, found.line);
    if (found.isUnidentified) unidentified.add(place);
    if (isUnknown && row !== cutRow && place >= 0) addedRows.add(place);
  };
  keep(headerRow, { ...referred(headerRow), reference: unreferred });
  for (let row = headerRow + 1; row < grid.rowCount; row++) keep(row, referred(row));
  const copied = copiedRows(grid, referenceColumn, headerRow, renumbered);
  for (const row of copied) lines.delete(row);
  const original = builder.finish();
  return {
    table: tableOf(original, { headerRow: 0, headerLines: 1, endRow: original.rowCount }),
    headerRow,
    uploadIds: [...uploadIds],
    restored,
    thousandths: thousandths.columns(),
    moved: moved.columns(),
    changedNumbers,
    // In the order of the table, as they are sent.
    addedRows: new Set([...addedRows, ...copied].toSorted((one, other) => one - other)),
    lines,
    unidentified,
    cutLine: cutRow < 0 ? null : openLine,
    remarkOf: (row) => remarkOf(grid, rowsKept[row + 1] ?? 0, columns, isGuarded),
  };
}

/** Looks at every row before any is restored: only a column's dates as a whole show how they were rewritten. */
function lookAtDates(
  rowCount: number,
  headerRow: number,
  referred: (row: number) => ReferredRow,
  places: Places,
): { readonly rewritten: ReadonlyMap<number, Rewriting>; readonly exchanged: ReadonlyMap<number, number> } {
  const dates = new RewrittenDates();
  const days = new ExchangedDays();
  for (let row = headerRow + 1; row < rowCount; row++) {
    const { row: source, reference } = referred(row);
    dates.take(source, reference, places);
    days.take(source, reference, places);
  }
  return { rewritten: dates.found(), exchanged: days.found() };
}

function ownCells({ line, cells, kinds }: SourceRow, { own }: ReportColumns): SourceRow {
  return {
    line,
    cells: own.map((column) => cells[column] ?? ""),
    kinds: kinds === null ? null : own.map((column) => kinds[column] ?? "t").join(""),
  };
}

function remarkOf(grid: Grid, row: number, { added }: ReportColumns, isGuarded: boolean): RowRemark {
  const said = (name: AddedColumn): string => {
    const column = added.get(name);
    const text = column === undefined ? "" : grid.cell(row, column);
    return isGuarded ? unguarded(text) : text;
  };
  return { line: said("line"), result: said("result"), reason: said("reason"), remoteText: said("remoteText") };
}
