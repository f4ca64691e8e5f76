import { type CellReader, isBlankAt } from "#lib/domain/summary/cell-reader.ts";
import type { CellValue, ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { Commonest } from "#lib/domain/summary/commonest.ts";
import { NumberTally } from "#lib/domain/summary/number-tally.ts";
import { ValueCounter } from "#lib/domain/summary/value-counter.ts";
import type { EditedRows } from "./edited-rows.ts";
import { RowSet } from "./row-set.ts";
import { editedRowsOf, scanColumn } from "./scan-column.ts";

/** What a column's cells hold, whatever issues the review has with them. */
export interface ColumnValues extends Pick<ColumnSummary, "distinct" | "commonest" | "numbers"> {
  readonly blank: RowSet;
  /** Rows whose cell has an error, or a warning, by itself; empty unless `isJudged`. */
  readonly wrong: RowSet;
  readonly warned: RowSet;
}

/** Rows between two pauses, about a millisecond. */
const rowsAtOnce = 8_192;

/**
 * Goes through a column once. Pauses every millisecond or so; null if one of its cells was written in a
 * pause. `isJudged`: each cell is judged by itself, for a column that has no review yet.
 */
export function* columnValues(
  rows: EditedRows,
  column: number,
  reader: CellReader | null,
  isJudged: boolean,
): Generator<void, ColumnValues | null> {
  const { rowCount } = rows.table;
  const revision = rows.revisionOf(column);
  const scale = reader?.scale ?? null;
  const isRead = reader !== null && (isJudged || scale !== null);
  const texts = new ValueCounter(rowCount);
  const numbers = new ValueCounter(scale === null ? 0 : rowCount);
  const [blank, wrong, warned] = [new RowSet(rowCount), new RowSet(rowCount), new RowSet(rowCount)];
  const edited = editedRowsOf(rows, column);
  for (let from = 0; from < rowCount; from += rowsAtOnce) {
    scanColumn(rows, column, edited, from, Math.min(rowCount, from + rowsAtOnce), (row, text, start, end, kind) => {
      if (isBlankAt(text, start, end, kind)) {
        blank.add(row);
        return;
      }
      if (isRead) {
        reader.read(text, start, end, kind);
        if (isJudged && reader.severity !== null) (reader.severity === "error" ? wrong : warned).add(row);
        if (!Number.isNaN(reader.number)) {
          numbers.addNumber(reader.number, row);
          return;
        }
      }
      texts.addText(text, start, end, row);
    });
    yield;
    if (rows.revisionOf(column) !== revision) return null;
  }
  const commonest = new Commonest();
  let distinct = 0;
  const take = (count: number, row: number): void => {
    distinct++;
    commonest.add(count, row);
  };
  yield* texts.each(take);
  const sample = numbers.sampledNumbers();
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
