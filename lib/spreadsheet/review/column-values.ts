import { type CellReader, isBlankAt } from "#lib/domain/summary/cell-reader.ts";
import type { CellValue, ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { Commonest } from "#lib/domain/summary/commonest.ts";
import type { CounterRoom } from "#lib/domain/summary/counter-room.ts";
import { NumberTally } from "#lib/domain/summary/number-tally.ts";
import { roomFor, ValueCounter } from "#lib/domain/summary/value-counter.ts";
import type { CellKind, ColumnPlace } from "#lib/domain/table/table.ts";
import { ColumnScan } from "./column-scan.ts";
import type { EditedRows } from "./edited-rows.ts";
import { RowSet } from "./row-set.ts";

/** What a column's cells hold, whatever issues the review has with them. */
export interface ColumnValues extends Pick<ColumnSummary, "distinct" | "commonest" | "numbers"> {
  readonly blank: RowSet;
  /** Rows whose cell has an error, or a warning, by itself; empty unless `isJudged`. */
  readonly wrong: RowSet;
  readonly warned: RowSet;
}

/** Cells between two pauses: about 0.1 ms, a millisecond until the code is compiled. */
const cellsAtOnce = 1_024;

/** False for nearly all filled cells, by their first letter alone. */
function mayBeBlank(letter: number, start: number, end: number): boolean {
  return letter <= 0x20 || letter >= 0xa0 || start >= end;
}

/** For its numbers and its texts. */
export function roomForColumn(rowCount: number): CounterRoom {
  return roomFor(rowCount, 2);
}

/** What the cells of a column are, one by one. */
class SortedCells {
  readonly numbers: ValueCounter;
  readonly texts: ValueCounter;
  readonly blank: RowSet;
  readonly wrong: RowSet;
  readonly warned: RowSet;
  readonly #reader: CellReader | null;
  readonly #isJudged: boolean;

  constructor(rowCount: number, reader: CellReader | null, isJudged: boolean, room: CounterRoom) {
    const hasNumbers = reader !== null && reader.scale !== null;
    this.#reader = hasNumbers || isJudged ? reader : null;
    this.#isJudged = isJudged;
    this.numbers = new ValueCounter(room);
    this.texts = new ValueCounter(room);
    [this.blank, this.wrong, this.warned] = [new RowSet(rowCount), new RowSet(rowCount), new RowSet(rowCount)];
  }

  /** `firstRow`: the row of the first cell. */
  add({ text, count, starts, ends, firsts, kinds }: ColumnPlace, firstRow: number): void {
    for (let at = 0; at < count; at++) {
      const [start, end, kind, row] = [starts[at] ?? 0, ends[at] ?? 0, kinds[at] ?? "text", firstRow + at];
      if (mayBeBlank(firsts[at] ?? 0, start, end) && isBlankAt(text, start, end, kind)) this.blank.add(row);
      else this.#addFilled(text, start, end, kind, row);
    }
  }

  #addFilled(text: string, start: number, end: number, kind: CellKind, row: number): void {
    const reader = this.#reader;
    if (reader !== null) {
      reader.read(text, start, end, kind);
      if (this.#isJudged && reader.severity !== null) (reader.severity === "error" ? this.wrong : this.warned).add(row);
      if (!Number.isNaN(reader.number)) {
        this.numbers.addNumber(reader.number, row);
        return;
      }
    }
    this.texts.addText(text, start, end, row);
  }
}

/**
 * Goes through a column once. Pauses every millisecond or so; null if one of its cells was written in a
 * pause. `room`: of {@link roomForColumn}, cleared. `isJudged`: each cell is judged by itself, for a column that has no review yet.
 */
export function* columnValues(
  rows: EditedRows,
  column: number,
  reader: CellReader | null,
  isJudged: boolean,
  room: CounterRoom,
): Generator<void, ColumnValues | null> {
  const { rowCount } = rows.table;
  const revision = rows.revisionOf(column);
  const cells = new SortedCells(rowCount, reader, isJudged, room);
  const scan = new ColumnScan(rows.table, column, rows.editsOf(column));
  let untilPause = cellsAtOnce;
  for (let row = 0; row < rowCount; row += scan.cells.count) {
    scan.place(row, rowCount);
    cells.add(scan.cells, row);
    untilPause -= scan.cells.count;
    if (untilPause > 0) continue;
    yield;
    if (rows.revisionOf(column) !== revision) return null;
    untilPause = cellsAtOnce;
  }
  const { texts, numbers, blank, wrong, warned } = cells;
  const commonest = new Commonest();
  let distinct = 0;
  const take = (count: number, row: number): void => {
    distinct++;
    commonest.add(count, row);
  };
  yield* texts.each(take);
  const sample = numbers.sampledNumbers();
  const scale = reader?.scale ?? null;
  const tally = scale === null || sample.length === 0 ? null : new NumberTally(scale, sample);
  yield* numbers.each((count, row, number) => {
    take(count, row);
    tally?.add(number, count);
  });
  if (rows.revisionOf(column) !== revision) return null;
  return {
    distinct,
    commonest: commonest.list().map(({ count, row }) => ({ value: valueAt(rows, row, column, reader), count })),
    numbers: tally?.summary() ?? null,
    blank,
    wrong,
    warned,
  };
}

/** A cell's number if it has one on the column's scale, otherwise its text. */
function valueAt(rows: EditedRows, row: number, column: number, reader: CellReader | null): CellValue {
  const text = rows.text(row, column);
  if (reader === null || reader.scale === null) return text.trim();
  reader.read(text, 0, text.length, rows.kind(row, column));
  return Number.isNaN(reader.number) ? text.trim() : reader.number;
}
