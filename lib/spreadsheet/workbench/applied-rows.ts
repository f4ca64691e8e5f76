import type { Table } from "#lib/domain/table/table.ts";
import type { RowFilter } from "../protocol/review.ts";
import { RowSet } from "../review/row-set.ts";

/**
 * The rows of the filter that the page applied last, as they were then. Rows that left at once when they are corrected
 * would move those below them under the cursor, and the next value typed would be another debtor's.
 */
export class AppliedRows {
  #filter = "";
  #table: Table | null = null;
  #rows: RowSet | null = null;

  /** `find`: the rows that match now; null for all. In another table, the rows of before mean nothing. */
  of(filter: RowFilter, table: Table, find: () => RowSet | null): RowSet | null {
    if (filter.asOf === undefined) return find();
    const key = JSON.stringify(filter);
    if (this.#filter === key && this.#table === table) return this.#rows;
    const found = find();
    // The review goes on changing its own set.
    this.#rows = found === null ? null : new RowSet(table.rowCount).addAll(found);
    this.#filter = key;
    this.#table = table;
    return this.#rows;
  }
}
