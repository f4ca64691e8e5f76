import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { mappingOfFile } from "#lib/domain/mapping/mapping-of-file.ts";
import type { CellReader } from "#lib/domain/summary/cell-reader.ts";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import type { CounterRoom } from "#lib/domain/summary/counter-room.ts";
import { readAs } from "#lib/domain/summary/read-as.ts";
import type { OpenFile } from "../open-file.ts";
import { columnReader } from "../review/column-reader.ts";
import { type ColumnValues, columnValues, roomForColumn } from "../review/column-values.ts";
import { countParts, partRows, partRowsByCells } from "../review/part-rows.ts";
import type { Review } from "../review/review.ts";
import { RowsWhere } from "../review/rows-where.ts";

/** Columns whose values are kept; a screen shows about fifteen. */
const maxKept = 60;

/**
 * What the columns of a file hold under a mapping. Nothing is counted before it is asked for; then it is kept
 * until the column is written to.
 */
export class Columns {
  readonly where: RowsWhere;
  readonly #open: Pick<OpenFile, "rows" | "columns">;
  readonly #asked: DerivationContext;
  readonly #context: DerivationContext;
  readonly #kept = new Map<number, { readonly values: ColumnValues; readonly revision: number }>();

  #room: CounterRoom | null = null;

  constructor(open: Pick<OpenFile, "rows" | "columns">, context: DerivationContext) {
    this.#open = open;
    this.#asked = context;
    this.#context = { ...context, mapping: mappingOfFile(context.mapping, open.rows.ofFile) };
    this.where = new RowsWhere(open.rows, (column) => this.#readerOf(column));
  }

  /** Whether these are that file's columns under that mapping. */
  isOf(open: Pick<OpenFile, "rows" | "columns">, context: DerivationContext): boolean {
    return this.#open === open && this.#asked === context;
  }

  /**
   * Counts a column, pausing every millisecond or so; begins again if one of its cells is written in a pause.
   * `review`: what judges the cells; null if each is judged by itself.
   */
  *summary(column: number, review: Review | null): Generator<void, ColumnSummary> {
    const { rowCount } = this.#open.rows.table;
    const values = yield* this.#valuesOf(column, review === null);
    const rows = review === null ? partRowsByCells(values) : partRows(column, review.groups, values.blank, rowCount);
    const { distinct, commonest, numbers } = values;
    return { column, parts: countParts(rows, rowCount), distinct, commonest, numbers };
  }

  *#valuesOf(column: number, isJudged: boolean): Generator<void, ColumnValues> {
    const { rows } = this.#open;
    for (;;) {
      const revision = rows.revisionOf(column);
      const kept = this.#kept.get(column);
      if (kept?.revision === revision) return kept.values;
      const values = yield* this.#count(column, isJudged);
      if (values === null) continue;
      this.#kept.delete(column);
      this.#kept.set(column, { values, revision });
      for (const old of this.#kept.keys()) {
        if (this.#kept.size <= maxKept) break;
        this.#kept.delete(old);
      }
      return values;
    }
  }

  /** In the room of the count before, unless that one still goes on. */
  *#count(column: number, isJudged: boolean): Generator<void, ColumnValues | null> {
    const { rows } = this.#open;
    const room = this.#room ?? roomForColumn(rows.table.rowCount);
    this.#room = null;
    room.clear();
    const values = yield* columnValues(rows, column, this.#readerOf(column), isJudged, room);
    this.#room = room;
    return values;
  }

  #readerOf(column: number): CellReader | null {
    const { rows, columns } = this.#open;
    const report = columns[column];
    if (report === undefined) return null;
    const { mapping, fields } = this.#context;
    return columnReader(rows, column, readAs(report, mapping, fields), this.#context);
  }
}
