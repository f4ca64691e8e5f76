/**
 * What a cell was in its file. A CSV only has text; a workbook knows more, and what it knows is used:
 * a real date is a date whatever its column looks like.
 * `number` cells carry a plain decimal with "." ("1234.5"), beside it a currency that their format names ("USD 1234.5"), `date` cells ISO 8601 ("2025-01-31" or "2025-01-31T10:00:00"),
 * `boolean` cells "true" or "false", `error` cells the error's name ("#N/A").
 */
export type CellKind = "text" | "number" | "date" | "boolean" | "error";

/**
 * What stands in an `error` cell whose formula the workbook saved without a value. Taking it for 0 or for nothing would load a
 * wrong balance; the names of real errors all end in "!", "?" or "/A".
 */
export const formulaWithoutValue = "#FORMULA";

/** One letter a kind, as it travels in chunks and stands in the database: one letter per cell, in column order. */
export const kindLetters = { text: "t", number: "n", date: "d", boolean: "b", error: "e" } as const satisfies Record<
  CellKind,
  string
>;

/** A row as it stood in the file. `line` counts from 1 as the file does, title rows included; it never changes afterwards. */
export interface SourceRow {
  readonly line: number;
  /** As many as the file has there, in a text blank ones at the end too: fewer or more than in other rows tell that some are shifted. */
  readonly cells: readonly string[];
  /** One of {@link kindLetters} per cell, or null when every cell is text. */
  readonly kinds: string | null;
}

/** A cell that is found; answers whether to go on. */
export type OnCell = (row: number, column: number) => boolean;

/** What cells are searched for: a global pattern, and whether it must be all of its cell. */
export interface CellSearch {
  readonly pattern: RegExp;
  readonly isWhole: boolean;
}

/** What a grid places a row in, without cutting it into cells; whoever looks at it does so in a `PlacedRow`. */
export interface RowPlace {
  line: number;
  kinds: string | null;
  /** Cells that end where `ends` says from `first` on, each `gap` characters behind the one before. */
  place(text: string, ends: Uint32Array, first: number, count: number, start: number, gap: number): void;
  /** A row that is not kept in one text. */
  take(row: SourceRow): void;
}

/** One sheet as read, before anybody knows where its header is. Rows and columns count from 0; a cell beyond its row is "". */
export interface Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  cell(row: number, column: number): string;
  kind(row: number, column: number): CellKind;
  line(row: number): number;
  sourceRow(row: number): SourceRow;
  /** Tells of the cells of rows `from` to `to` (exclusive) that are found, in order. Absent where a grid has no text of its own to search. */
  search?(search: CellSearch, from: number, to: number, found: OnCell): void;
  /** The same row without cutting it into cells. */
  place(row: number, into: RowPlace): void;
}

/** A column of a table. `header` is unique in its table: blanks and repeats are named apart ("Saldo (2)", "Columna 5"). */
export interface TableColumn {
  readonly index: number;
  readonly header: string;
}

/** A grid whose header and last row are known. Row 0 is the first row of data; `line` still is the file's. */
export interface Table extends Grid {
  readonly columns: readonly TableColumn[];
}
