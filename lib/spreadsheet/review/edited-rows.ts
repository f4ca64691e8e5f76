import type { CellEdit, FileRows } from "#lib/domain/mapping/mapping.ts";
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

/** The rows of a table with the user's corrections on them. The table itself never changes: its cells are what the file said. */
export class EditedRows {
  readonly table: Table;
  readonly ofFile: FileRows;
  readonly #edits = new Map<number, Map<number, string>>();
  #count = 0;
  #revision = 0;

  constructor(table: Table, ofFile: FileRows = nothingKnown) {
    this.table = table;
    this.ofFile = ofFile;
  }

  /** How many cells differ from the file. */
  get count(): number {
    return this.#count;
  }

  /** Another number after every change. */
  get revision(): number {
    return this.#revision;
  }

  isEdited(row: number): boolean {
    return this.#count > 0 && this.#edits.has(row);
  }

  /** Rows that have an edit, ascending. */
  editedRows(): number[] {
    return [...this.#edits.keys()].sort((left, right) => left - right);
  }

  /** All edits, by row and column. */
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

  /** What a cell says now. */
  text(row: number, column: number): string {
    return this.editedText(row, column) ?? this.table.cell(row, column);
  }

  /** What kind of cell it is now: a typed one is text. */
  kind(row: number, column: number): CellKind {
    return this.editedText(row, column) === undefined ? this.table.kind(row, column) : "text";
  }

  /** Writes a cell; the text that the file has there takes the edit away. Cells outside the table are not written. */
  write({ row, column, text }: CellEdit): void {
    if (row >= this.table.rowCount || column >= this.table.columnCount) return;
    this.#revision++;
    const cells = this.#edits.get(row) ?? new Map<number, string>();
    const before = cells.size;
    if (text === this.table.cell(row, column)) cells.delete(column);
    else cells.set(column, text);
    this.#count += cells.size - before;
    if (cells.size === 0) this.#edits.delete(row);
    else this.#edits.set(row, cells);
  }

  /** The row as it is to be read: a typed cell is text, whatever the file had there. */
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
