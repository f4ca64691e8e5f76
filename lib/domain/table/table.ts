/**
 * What a cell was in its file. A CSV has only text. A workbook knows more, and that is used: its date is a
 * date whatever the column looks like.
 *
 * The text of a `number` cell is a plain decimal with "." ("1234.5"), with the currency that its format names
 * ("USD 1234.5", decision 44); of a `date` cell ISO 8601 ("2025-01-31" or "2025-01-31T10:00:00"); of a
 * `boolean` cell "true" or "false"; of an `error` cell the error's name ("#N/A").
 */
export type CellKind = "text" | "number" | "date" | "boolean" | "error";

/**
 * The text of an `error` cell whose formula the workbook saved without a value: read as 0 or empty it would
 * load a wrong balance. Names of real errors end in "!", "?" or "/A".
 */
export const formulaWithoutValue = "#FORMULA";

/** The letter of each kind in chunks and in the database, which have one letter per cell in column order. */
export const kindLetters = { text: "t", number: "n", date: "d", boolean: "b", error: "e" } as const satisfies Record<
  CellKind,
  string
>;

/**
 * A row as in the file. `line` counts the file's lines from 1, title rows included, and never changes afterwards.
 */
export interface SourceRow {
  readonly line: number;
  /**
   * As many cells as the row has in the file; in a text file blank ones at the end too, since fewer or more
   * cells than in other rows mean that some are shifted.
   */
  readonly cells: readonly string[];
  /** One of {@link kindLetters} per cell, or null if every cell is text. */
  readonly kinds: string | null;
}

/** Called for each cell found; returns whether to go on. */
export type OnCell = (row: number, column: number) => boolean;

/** A search of cells: a global pattern, and whether it must match the whole cell, apart from spaces around it. */
export interface CellSearch {
  readonly pattern: RegExp;
  readonly isWhole: boolean;
}

/** What a grid writes a row's positions into, without cutting the row into cells; `PlacedRow` reads them. */
export interface RowPlace {
  line: number;
  kinds: string | null;
  /**
   * Places `count` cells of `text`: the first begins at `start`, each next one `gap` characters after the end
   * of the one before. `ends`, from index `first` on, has where each ends.
   */
  place(text: string, ends: Uint32Array, first: number, count: number, start: number, gap: number): void;
  /** Places a row that is not stored in one text. */
  take(row: SourceRow): void;
}

/**
 * What a grid writes the positions of a column's cells in consecutive rows into; `PlacedCells` reads them. A cell
 * that its row lacks is empty.
 */
export interface ColumnPlace {
  text: string;
  count: number;
  /** Per cell, where it begins and ends (exclusive) in `text`. As many are placed at once as fit. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The codes of its first and its last letter; any if it is empty. */
  readonly firsts: Uint16Array;
  readonly lasts: Uint16Array;
  readonly kinds: CellKind[];
}

/**
 * One sheet as read, before its header is found. Rows and columns count from 0; a cell beyond the row's end is "".
 */
export interface Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  cell(row: number, column: number): string;
  kind(row: number, column: number): CellKind;
  line(row: number): number;
  sourceRow(row: number): SourceRow;
  /**
   * Calls `found` for each cell found in rows `from` to `to` (exclusive), in order. Absent if the grid has no
   * text of its own.
   */
  search?(search: CellSearch, from: number, to: number, found: OnCell): void;
  /**
   * Places the cells of a column in `into`, without cutting them out: of row `from` and some of the rows that
   * follow, all before row `to`. Absent like `search`.
   */
  placeColumn?(column: number, from: number, to: number, into: ColumnPlace): void;
  /** Places the row in `into`, without cutting it into cells. */
  place(row: number, into: RowPlace): void;
}

/**
 * A column of a table. `header` is unique in its table: repeats and blanks get a number ("Saldo (2)", "Columna 5").
 */
export interface TableColumn {
  readonly index: number;
  readonly header: string;
}

/** A grid whose header and last row are known. Row 0 is the first row of data; `line` is still the file's. */
export interface Table extends Grid {
  readonly columns: readonly TableColumn[];
}
