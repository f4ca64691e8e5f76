import type { FileRows } from "#lib/domain/mapping/mapping-of-file.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { anyWidth } from "#lib/domain/table/row-width.ts";
import type { CellKind, SourceRow, Table } from "#lib/domain/table/table.ts";

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

/** The rows of a table with the user's corrections. The table itself keeps the file's cells and never changes. */
export class EditedRows {
  readonly table: Table;
  readonly ofFile: FileRows;
  readonly #edits = new Map<number, Map<number, string>>();
  #count = 0;
  #revision = 0;
  #written: CellEdit[] | null = null;

  constructor(table: Table, ofFile: FileRows = nothingKnown) {
    this.table = table;
    this.ofFile = ofFile;
  }

  /** How many cells differ from the file. */
  get count(): number {
    return this.#count;
  }

  /** Changes with every write. */
  get revision(): number {
    return this.#revision;
  }

  isEdited(row: number): boolean {
    return this.#count > 0 && this.#edits.has(row);
  }

  /** Rows with an edit, ascending. */
  editedRows(): number[] {
    return [...this.#edits.keys()].sort((left, right) => left - right);
  }

  /** All edits, sorted by row and column. */
  all(): CellEdit[] {
    return this.editedRows().flatMap((row) =>
      [...(this.#edits.get(row) ?? [])]
        .sort(([left], [right]) => left - right)
        .map(([column, text]) => ({ row, column, text })),
    );
  }

  editedText(row: number, column: number): string | undefined {
    return this.#edits.get(row)?.get(column);
  }

  /** A cell's current text. */
  text(row: number, column: number): string {
    return this.editedText(row, column) ?? this.table.cell(row, column);
  }

  /** A cell's current kind: an edited cell is text. */
  kind(row: number, column: number): CellKind {
    return this.editedText(row, column) === undefined ? this.table.kind(row, column) : "text";
  }

  /**
   * What has been written since the last call, in its order; a cell may be written several times. Nothing at the first
   * call, which begins to note it.
   */
  takeWritten(): readonly CellEdit[] {
    const written = this.#written ?? [];
    this.#written = [];
    return written;
  }

  /** Writes a cell; writing the file's own text removes the edit. Cells outside the table are ignored. */
  write(edit: CellEdit): void {
    const { row, column, text } = edit;
    if (row >= this.table.rowCount || column >= this.table.columnCount) return;
    this.#revision++;
    this.#written?.push(edit);
    const cells = this.#edits.get(row) ?? new Map<number, string>();
    const before = cells.size;
    if (text === this.table.cell(row, column)) cells.delete(column);
    else cells.set(column, text);
    this.#count += cells.size - before;
    if (cells.size === 0) this.#edits.delete(row);
    else this.#edits.set(row, cells);
  }

  /** The row as it is to be read: an edited cell is text, whatever its kind in the file. */
  sourceRow(row: number): SourceRow {
    const source = this.table.sourceRow(row);
    const edits = this.#edits.get(row);
    if (edits === undefined) return source;
    return correctRow(
      source,
      Array.from(edits, ([column, text]) => ({ column, text })),
      this.ofFile.width,
    );
  }
}
