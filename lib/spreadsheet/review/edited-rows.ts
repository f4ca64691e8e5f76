import type { FileRows } from "#lib/domain/mapping/mapping-of-file.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import type { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { anyWidth } from "#lib/domain/table/row-width.ts";
import type { CellKind, SourceRow, Table } from "#lib/domain/table/table.ts";
import { ColumnTexts } from "./column-texts.ts";
import { RowSet } from "./row-set.ts";

const nothingKnown: FileRows = {
  width: anyWidth,
  strayNumbers: new Set(),
  compactDates: new Set(),
  provenOrders: new Map(),
  nearlyAll: new Map(),
  otherHeaders: [],
  openCell: null,
  isFrom1904: false,
  hasLostBlocks: false,
  rowForms: null,
  headerBelow: 0,
};

/**
 * The rows of a table with the user's corrections. The table itself keeps the file's cells and never changes.
 * Corrections are kept by column: a replacement in 750,000 rows makes one list, not as many maps.
 */
export class EditedRows {
  readonly table: Table;
  readonly ofFile: FileRows;
  /** By column; only those with a correction. */
  readonly #columns = new Map<number, ColumnTexts>();
  readonly #edited: RowSet;
  /** By column; those that were ever written to. */
  readonly #revisions = new Map<number, number>();
  #count = 0;
  #revision = 0;

  constructor(table: Table, ofFile: FileRows = nothingKnown) {
    this.table = table;
    this.ofFile = ofFile;
    this.#edited = new RowSet(table.rowCount);
  }

  /** How many cells differ from the file. */
  get count(): number {
    return this.#count;
  }

  /** Changes with every write. */
  get revision(): number {
    return this.#revision;
  }

  /** Changes with every write to a column; 0 before the first. */
  revisionOf(column: number): number {
    return this.#revisions.get(column) ?? 0;
  }

  isEdited(row: number): boolean {
    return this.#count > 0 && this.#edited.has(row);
  }

  /** How many rows have a cell that differs from the file. */
  get editedRowCount(): number {
    return this.#edited.size;
  }

  /** Rows with an edit, ascending. */
  editedRows(): number[] {
    return this.#edited.slice(0, this.#edited.size);
  }

  /** All edits, sorted by row and column. */
  all(): CellEdit[] {
    const columns = [...this.#columns].sort(([left], [right]) => left - right);
    return this.editedRows().flatMap((row) =>
      columns.flatMap(([column, cells]) => {
        const text = cells.get(row);
        return text === undefined ? [] : [{ row, column, text }];
      }),
    );
  }

  /** The corrected cells of a column: their rows, ascending, and texts. */
  editsOf(column: number): Iterable<readonly [row: number, text: string]> {
    return this.#columns.get(column) ?? [];
  }

  editedText(row: number, column: number): string | undefined {
    return this.#count === 0 ? undefined : this.#columns.get(column)?.get(row);
  }

  /** A cell's current text. */
  text(row: number, column: number): string {
    return this.editedText(row, column) ?? this.table.cell(row, column);
  }

  /** A cell's current kind: an edited cell is text. */
  kind(row: number, column: number): CellKind {
    return this.editedText(row, column) === undefined ? this.table.kind(row, column) : "text";
  }

  /** Writes a cell; writing the file's own text removes the edit. Cells outside the table are ignored. */
  write({ row, column, text }: CellEdit): void {
    if (row >= this.table.rowCount || column >= this.table.columnCount) return;
    this.set(row, column, text === this.table.cell(row, column) ? undefined : text);
  }

  /** Corrects a cell of the table; undefined removes its correction. `text` must differ from the file's. */
  set(row: number, column: number, text: string | undefined): void {
    this.#revisions.set(column, ++this.#revision);
    let cells = this.#columns.get(column);
    if (cells === undefined) {
      if (text === undefined) return;
      cells = new ColumnTexts();
      this.#columns.set(column, cells);
    }
    const before = cells.size;
    cells.set(row, text);
    this.#count += cells.size - before;
    if (cells.size === 0) this.#columns.delete(column);
    if (text !== undefined) this.#edited.add(row);
    else if (!this.#hasEdit(row)) this.#edited.delete(row);
  }

  /** The row as it is to be read: an edited cell is text, whatever its kind in the file. */
  sourceRow(row: number): SourceRow {
    const source = this.table.sourceRow(row);
    if (!this.isEdited(row)) return source;
    const corrections: { column: number; text: string }[] = [];
    for (const [column, cells] of this.#columns) {
      const text = cells.get(row);
      if (text !== undefined) corrections.push({ column, text });
    }
    return correctRow(source, corrections, this.ofFile.width);
  }

  /** Places the row as `sourceRow` gives it, without cutting it into cells. */
  place(row: number, into: PlacedRow): void {
    this.table.place(row, into);
    if (!this.isEdited(row)) return;
    for (const [column, cells] of this.#columns) {
      const text = cells.get(row);
      if (text === undefined) continue;
      // Such a correction changes the number of the row's cells.
      if (column >= into.count || column >= this.ofFile.width.most) {
        into.take(this.sourceRow(row));
        return;
      }
      into.write(column, text);
    }
  }

  #hasEdit(row: number): boolean {
    for (const cells of this.#columns.values()) if (cells.get(row) !== undefined) return true;
    return false;
  }
}
