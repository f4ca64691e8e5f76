import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Where a cell of a file is after the file was read another way; null if it is gone or has another text. */
export type CarryCell = (edit: CellEdit) => CellEdit | null;

/** What the cells hold before the change, or after it. */
export type Side = "before" | "after";

export const otherSide = { before: "after", after: "before" } as const satisfies Record<Side, Side>;

/** A cell's text as `EditedRows` keeps it; undefined is the file's own. */
type KeptText = string | undefined;

/**
 * Cells that one action writes, with their texts before and after. Kept as columns of numbers and texts, not as an
 * object a cell: an undo history may have millions of them. The texts are those that `EditedRows` has already.
 */
export class CellChanges {
  readonly #rows: Uint32Array;
  readonly #columns: Uint32Array;
  readonly #before: readonly KeptText[];
  readonly #after: readonly KeptText[];

  constructor(rows: Uint32Array, columns: Uint32Array, before: readonly KeptText[], after: readonly KeptText[]) {
    this.#rows = rows;
    this.#columns = columns;
    this.#before = before;
    this.#after = after;
  }

  /** The changes that these edits make. A cell with several edits gets the last one's text. */
  static of(edits: Iterable<CellEdit>, rows: EditedRows): CellChanges {
    const collected = new ChangeCollector(rows);
    for (const { row, column, text } of edits) collected.add(row, column, text);
    return collected.changes();
  }

  get count(): number {
    return this.#rows.length;
  }

  /** What the constructor takes. */
  parts() {
    return { rows: this.#rows, columns: this.#columns, before: this.#before, after: this.#after };
  }

  /** The first cell; null if there is none. */
  get first(): { readonly row: number; readonly column: number } | null {
    const row = this.#rows[0];
    return row === undefined ? null : { row, column: this.#columns[0] ?? 0 };
  }

  rows(): Iterable<number> {
    return this.#rows;
  }

  columns(): ReadonlySet<number> {
    return new Set(this.#columns);
  }

  /** Writes the cells from index `from` to `to` (exclusive) as they are on this side, without any recount. */
  write(into: EditedRows, side: Side, from: number, to: number): void {
    const texts = side === "before" ? this.#before : this.#after;
    for (let at = from; at < to; at++) into.set(this.#rows[at] ?? 0, this.#columns[at] ?? 0, texts[at]);
  }

  /** The cells from index `from` to `to` (exclusive) as edits. */
  edits(side: Side, from: number, to: number, { table }: EditedRows): CellEdit[] {
    const texts = side === "before" ? this.#before : this.#after;
    return Array.from({ length: Math.min(to, this.count) - from }, (_, index) => {
      const row = this.#rows[from + index] ?? 0;
      const column = this.#columns[from + index] ?? 0;
      return { row, column, text: texts[from + index] ?? table.cell(row, column) };
    });
  }

  /** The changes whose cells still exist in the same file read another way. */
  carried(carry: CarryCell): CellChanges {
    const cells = Array.from(this.#rows, (row, at) => carry({ row, column: this.#columns[at] ?? 0, text: "" }));
    const kept = cells.flatMap((cell, at) => (cell === null ? [] : [{ ...cell, at }]));
    return new CellChanges(
      Uint32Array.from(kept, ({ row }) => row),
      Uint32Array.from(kept, ({ column }) => column),
      kept.map(({ at }) => this.#before[at]),
      kept.map(({ at }) => this.#after[at]),
    );
  }
}

/** Collects cells one by one. */
export class ChangeCollector {
  readonly #edited: EditedRows;
  readonly #rows: number[] = [];
  readonly #columns: number[] = [];
  readonly #before: KeptText[] = [];
  readonly #after: KeptText[] = [];

  constructor(edited: EditedRows) {
    this.#edited = edited;
  }

  get count(): number {
    return this.#rows.length;
  }

  /** How many more cells than now will differ from the file. */
  get moreEdits(): number {
    let more = 0;
    for (const [at, after] of this.#after.entries())
      more += (after === undefined ? 0 : 1) - (this.#before[at] === undefined ? 0 : 1);
    return more;
  }

  /** Adds a cell of the table with its new text; other cells are ignored. */
  add(row: number, column: number, text: string): void {
    const { table } = this.#edited;
    if (row >= table.rowCount || column >= table.columnCount) return;
    this.#rows.push(row);
    this.#columns.push(column);
    this.#before.push(this.#edited.editedText(row, column));
    this.#after.push(text === table.cell(row, column) ? undefined : text);
  }

  /** Adds a cell of the table unless it has this text already. */
  addIfOther(row: number, column: number, text: string): void {
    // Reads the cell once: it is called for each of 750,000 cells.
    const before = this.#edited.editedText(row, column);
    const inFile = this.#edited.table.cell(row, column);
    if ((before ?? inFile) === text) return;
    this.#rows.push(row);
    this.#columns.push(column);
    this.#before.push(before);
    this.#after.push(text === inFile ? undefined : text);
  }

  changes(): CellChanges {
    return new CellChanges(Uint32Array.from(this.#rows), Uint32Array.from(this.#columns), this.#before, this.#after);
  }
}
