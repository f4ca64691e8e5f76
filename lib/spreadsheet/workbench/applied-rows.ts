import { RowsMoved } from "#lib/domain/table/rows-moved.ts";
import type { Table } from "#lib/domain/table/table.ts";
import type { RowFilter } from "../protocol/review.ts";
import { RowSet } from "../review/row-set.ts";

/**
 * The rows of the filter that the page applied last, as they were then. Rows that left at once when they are corrected
 * would move those below them under the cursor, and the next value typed would be another debtor's.
 */
export class AppliedRows {
  #filter = "";
  #asOf = Number.NEGATIVE_INFINITY;
  #table: Table | null = null;
  #rows: RowSet | null = null;

  /**
   * The rows to show. `find`: those that match now; null for all. In another table, the rows of before mean nothing.
   * A late question about a filter that the page has left must not take away the rows that it shows.
   */
  of(filter: RowFilter, table: Table, find: () => RowSet | null): RowSet | null {
    if (filter.asOf === undefined || filter.asOf < this.#asOf) return find();
    if (this.#holds(filter, table)) return this.#rows;
    const found = find();
    // The review goes on changing its own set.
    this.#rows = found === null ? null : new RowSet(table.rowCount).addAll(found);
    this.#filter = JSON.stringify(filter);
    this.#asOf = filter.asOf;
    this.#table = table;
    return this.#rows;
  }

  /**
   * The rows to change, which are those that were shown. Throws {@link RowsMoved} if they are not held any more: the
   * rows that match now may be other debtors'.
   */
  held(filter: RowFilter, table: Table, find: () => RowSet | null): RowSet | null {
    if (filter.asOf === undefined) return find();
    if (!this.#holds(filter, table)) throw new RowsMoved();
    return this.#rows;
  }

  #holds(filter: RowFilter, table: Table): boolean {
    return this.#table === table && this.#filter === JSON.stringify(filter);
  }
}
