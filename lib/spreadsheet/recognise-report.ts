import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { type CellKind, type Grid, kindLetters, type SourceRow, type Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import type { ReadingSettings } from "./protocol/reading.ts";
import type { RowRemark } from "./protocol/review.ts";
import { unguarded } from "./report/formula-guard.ts";
import { isAsWritten, parseReportReference, type ReportReference, type Shift } from "./report/report-reference.ts";
import { addedColumns } from "./report/report-table.ts";
import { isSavedForm } from "./report/saved-form.ts";

export interface RecognisedReport {
  /** The rows as they stood in the file that was reported on: its columns alone, nothing guarded. */
  readonly table: Table;
  /** The grid row of the head. */
  readonly headerRow: number;
  /** The uploads that its rows are of; several where reports were put together in one sheet. */
  readonly uploadIds: readonly string[];
  /** How many numbers a program had saved otherwise, and in which line the first; they say again what the report said. */
  readonly restored: { readonly count: number; readonly line: number };
  /** By row of the table, the cells of debtors' and obligations' numbers that say another text than the report did. */
  readonly changedNumbers: ReadonlyMap<number, readonly RenumberedCell[]>;
  /** What the report says of a row of the table. */
  remarkOf(row: number): RowRemark;
}

/** The head stands above the first row, so whoever wrote titles above it wrote but a few. */
const rowsLookedAt = 40;

/**
 * Knows one of the portal's own reports by the reference in its last column: after Excel saved it in another format, after rows were
 * sorted, removed or added, in whatever language its head is. Null for any other file, and where the user says where the table begins.
 */
export function recogniseReport(grid: Grid, settings: Pick<ReadingSettings, "headerLine">): RecognisedReport | null {
  if (settings.headerLine !== undefined) return null;
  const first = firstReference(grid);
  if (first === null) return null;
  const { column } = first;
  const width = column - (addedColumns.length - 1);
  const headerRow = headAbove(grid, first);
  if (width < 1 || headerRow < 0) return null;

  const builder = new GridBuilder();
  const rowsKept: number[] = [];
  const uploadIds = new Set<string>();
  const restored = { count: 0, line: 0 };
  const changedNumbers = new Map<number, readonly RenumberedCell[]>();
  const keep = (row: number, reference: ReportReference): void => {
    const original = originalRow(grid.sourceRow(row), width, reference);
    const { cells, kinds, line } = withWidth(original.row, width, reference.shift);
    builder.addRow(cells, kinds, line, true);
    if (builder.rowCount === rowsKept.length) return;
    rowsKept.push(row);
    if (original.restored > 0 && restored.count === 0) restored.line = original.row.line;
    restored.count += original.restored;
    // The head is the first of the rows kept.
    if (original.changed.length > 0) changedNumbers.set(rowsKept.length - 2, original.changed);
  };
  keep(headerRow, { ...none, isGuarded: first.reference.isGuarded });
  for (let row = headerRow + 1; row < grid.rowCount; row++) {
    const reference = parseReportReference(grid.cell(row, column));
    if (reference !== null) uploadIds.add(reference.uploadId);
    keep(row, reference ?? none);
  }
  const original = builder.finish();
  return {
    table: tableOf(original, { headerRow: 0, headerLines: 1, endRow: original.rowCount }),
    headerRow,
    uploadIds: [...uploadIds],
    restored,
    changedNumbers,
    remarkOf: (row) => remarkOf(grid, rowsKept[row + 1] ?? 0, width, first.reference.isGuarded),
  };
}

/** A row that somebody wrote below the others has no reference: its cells are what they say. */
const none: ReportReference = { uploadId: "", isGuarded: false, kinds: new Map(), shift: null, originals: new Map() };

function firstReference(grid: Grid): { row: number; column: number; reference: ReportReference } | null {
  for (let row = 0; row < Math.min(grid.rowCount, rowsLookedAt); row++) {
    const { cells } = grid.sourceRow(row);
    // The last one: a report on a corrected report may have an older one among its columns.
    for (let column = cells.length - 1; column >= 0; column--) {
      const reference = parseReportReference(cells[column] ?? "");
      if (reference !== null) return { row, column, reference };
    }
  }
  return null;
}

/** The head has a name for the references' column; rows that somebody wrote between it and the first reference have nothing there. */
function headAbove(grid: Grid, { row, column }: { readonly row: number; readonly column: number }): number {
  for (let above = row - 1; above >= 0; above--) if (grid.cell(above, column).trim() !== "") return above;
  return row - 1;
}

interface OriginalRow {
  readonly row: SourceRow;
  /** How many of its cells say again what the report said, and which numbers say something else. */
  readonly restored: number;
  readonly changed: readonly RenumberedCell[];
}

function originalRow(row: SourceRow, width: number, { isGuarded, kinds, originals }: ReportReference): OriginalRow {
  const cells = row.cells.slice(0, width);
  let letters = row.kinds?.slice(0, width) ?? null;
  let restored = 0;
  for (const [column, text] of cells.entries()) {
    const isText = letters === null || letters[column] === kindLetters.text;
    const plain = isGuarded && isText ? unguarded(text) : text;
    const original = originals.get(column);
    const isSaved = original !== undefined && plain !== original.text && isSavedForm(original.text, plain, isText);
    const said = isSaved ? original.text : plain;
    cells[column] = said;
    if (isSaved) restored++;
    if (isSaved && letters !== null) letters = withKind(letters, column, "text");
    const written = kinds.get(column);
    if ((isText || isSaved) && written !== undefined && isAsWritten(said, written.digest))
      letters = withKind(letters ?? kindLetters.text.repeat(cells.length), column, written.kind);
  }
  const changed = Array.from(originals, ([column, { text, isNumber }]) => ({ column, was: text, isNumber }))
    .filter(({ column, was, isNumber }) => isNumber && column < width && (cells[column] ?? "") !== was)
    .map(({ column, was }) => ({ column, was }));
  return { row: { line: row.line, cells, kinds: letters }, restored, changed };
}

/**
 * A row with as many cells as the others, but for one that was left out as shifted and still is: what it lacked is still blank, or what it
 * had too much is still there.
 */
function withWidth({ line, cells, kinds }: SourceRow, width: number, shift: Shift | null): SourceRow {
  const isBlankFrom = (column: number) => cells.slice(column).every((text) => text.trim() === "");
  let count = width;
  if (shift !== null && shift.cells < shift.expected && isBlankFrom(shift.cells))
    count = Math.min(width - 1, shift.cells);
  if (shift !== null && shift.cells > shift.expected && !isBlankFrom(shift.expected)) count = width + 1;
  return {
    line,
    cells: Array.from({ length: count }, (_, column) => cells[column] ?? ""),
    kinds: kinds === null ? null : kinds.slice(0, count).padEnd(count, kindLetters.text),
  };
}

function withKind(letters: string, column: number, kind: CellKind): string {
  return letters.slice(0, column) + kindLetters[kind] + letters.slice(column + 1);
}

function remarkOf(grid: Grid, row: number, width: number, isGuarded: boolean): RowRemark {
  const said = (name: (typeof addedColumns)[number]): string => {
    const text = grid.cell(row, width + addedColumns.indexOf(name));
    return isGuarded ? unguarded(text) : text;
  };
  return { line: said("line"), result: said("result"), reason: said("reason"), remoteText: said("remoteText") };
}
