import { maxCellCharacters, maxEdits } from "#lib/domain/table/cell-edit.ts";
import { compileReplace } from "#lib/domain/table/find-pattern.ts";
import type { CellMatch, FindAnswer, FindInput, FindScope } from "../protocol/find.ts";
import { inOneGo, type Sliced } from "../sliced.ts";
import type { ChangeCollector } from "./cell-changes.ts";
import type { EditedRows } from "./edited-rows.ts";
import { type FoundCells, foundNow, searchTable } from "./find-cells.ts";
import type { RowSet } from "./row-set.ts";

/** Cells between two pauses: some 10 ms. */
const cellsAtOnce = 20_000;

/**
 * Finds text in the cells of an open table and makes the edits that replace it. Keeps the last search, so
 * that neither going to the next found cell nor a correction reads a million rows again.
 */
export class CellFinder {
  readonly #rows: EditedRows;
  #asked = "";
  #inFile: FoundCells = { cells: new Float64Array(0), isMore: false };
  #now: FoundCells = this.#inFile;
  #revision = -1;

  constructor(rows: EditedRows) {
    this.#rows = rows;
  }

  /** Counts only rows in `shown`, all if null. A match's `position` is its row's place among them. */
  find(input: FindInput, shown: RowSet | null, onProgress?: (share: number) => void): FindAnswer {
    const { cells, isMore } = this.#search(input, onProgress);
    const width = input.columns.length;
    const from = input.from.row * width + Math.max(0, input.columns.indexOf(input.from.column));
    const counted = countFound(cells, width, shown, from);
    const index = indexFor(input.direction, counted);
    const match = index < 0 ? null : this.#matchOf(cells, index, input.columns, shown);
    return { total: counted.total, isMore, isTooMany: isMore || counted.total + this.#rows.count > maxEdits, match };
  }

  /**
   * Collects the cells whose text is replaced: all found ones, or the cell `only`. `tooLong` counts cells that
   * are left alone because their text would get too long. Throws if the search stopped at its maximum; the
   * page does not ask for so many.
   */
  *replace(
    input: FindScope & { replacement: string; only: { row: number; column: number } | null },
    shown: RowSet | null,
    into: ChangeCollector,
  ): Sliced<{ tooLong: number }> {
    const replaced = compileReplace(input.query, input.replacement);
    let tooLong = 0;
    const take = (row: number, column: number): void => {
      const text = replaced(this.#rows.text(row, column));
      if (text.length > maxCellCharacters) tooLong++;
      else into.addIfOther(row, column, text);
    };
    if (input.only !== null) {
      take(input.only.row, input.only.column);
      return { tooLong };
    }
    const { cells, isMore } = this.#search(input);
    if (isMore) throw new Error("more corrections than an upload may carry");
    const width = input.columns.length;
    for (const [at, cell] of cells.entries()) {
      const row = Math.floor(cell / width);
      if (shown === null || shown.has(row)) take(row, input.columns[cell % width] ?? -1);
      if (at % cellsAtOnce === cellsAtOnce - 1) yield at / cells.length;
    }
    return { tooLong };
  }

  #search({ query, columns }: FindScope, onProgress?: (share: number) => void): FoundCells {
    const asked = JSON.stringify([query, columns]);
    if (asked !== this.#asked) {
      this.#inFile = inOneGo(searchTable(this.#rows, query, columns, maxEdits), onProgress);
      this.#asked = asked;
      this.#revision = -1;
    }
    if (this.#revision !== this.#rows.revision) {
      this.#now = foundNow(this.#rows, query, columns, this.#inFile);
      this.#revision = this.#rows.revision;
    }
    return this.#now;
  }

  #matchOf(cells: Float64Array, index: number, columns: readonly number[], shown: RowSet | null): CellMatch {
    const cell = cells[index] ?? 0;
    const row = Math.floor(cell / columns.length);
    const position = shown === null ? row : shown.rank(row);
    const ordinal = shown === null ? index + 1 : countFound(cells, columns.length, shown, cell).before + 1;
    return { row, column: columns[cell % columns.length] ?? 0, position, ordinal };
  }
}

interface Counted {
  readonly total: number;
  /** Found cells before `from`. */
  readonly before: number;
  /** Indexes in the list; -1 if there is none. */
  readonly first: number;
  readonly last: number;
  readonly previous: number;
  readonly here: number;
  readonly next: number;
}

function countFound(cells: Float64Array, width: number, shown: RowSet | null, from: number): Counted {
  let [total, before, first, last, previous, here, next] = [0, 0, -1, -1, -1, -1, -1];
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] ?? 0;
    if (shown !== null && !shown.has(Math.floor(cell / width))) continue;
    total++;
    if (first < 0) first = index;
    last = index;
    if (cell < from) {
      previous = index;
      before++;
    } else if (cell === from) here = index;
    else if (next < 0) next = index;
  }
  return { total, before, first, last, previous, here, next };
}

/** Wraps around at both ends; -1 if nothing is found. */
function indexFor(direction: FindInput["direction"], counted: Counted): number {
  const { here, next, previous, first, last } = counted;
  if (direction === "previous") return previous >= 0 ? previous : last;
  if (direction === "here" && here >= 0) return here;
  return next >= 0 ? next : first;
}
