import { type CellReader, isBlankAt } from "#lib/domain/summary/cell-reader.ts";
import type { ColumnCondition, ColumnPart } from "#lib/domain/summary/column-summary.ts";
import { type CellTest, compileCondition } from "#lib/domain/summary/compile-condition.ts";
import type { ColumnPlace } from "#lib/domain/table/table.ts";
import { ColumnScan } from "./column-scan.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { IssueGroups } from "./issue-groups.ts";
import { partRows } from "./part-rows.ts";
import { RowSet } from "./row-set.ts";

/** Conditions whose rows are kept: more would only take memory. */
const maxKept = 12;

interface FoundRows {
  /** By the file's own cells, which never change. */
  readonly inFile: RowSet;
  /** With the corrections of that revision of the column. */
  readonly now: RowSet;
  readonly revision: number;
}

/**
 * Finds the rows whose cells meet conditions on columns. The file's cells are looked at once a condition;
 * afterwards only corrected ones are looked at again.
 */
export class RowsWhere {
  readonly #rows: EditedRows;
  readonly #readerOf: (column: number) => CellReader | null;
  readonly #found = new Map<string, FoundRows>();

  /** `readerOf`: how a column's cells are read; null as texts. */
  constructor(rows: EditedRows, readerOf: (column: number) => CellReader | null) {
    this.#rows = rows;
    this.#readerOf = readerOf;
  }

  /** The rows that meet all conditions; a new set. `groups`: the review's issues. */
  find(where: readonly ColumnCondition[], groups: IssueGroups): RowSet {
    const sets = where.map(({ column, holds }) =>
      "part" in holds
        ? this.#inPart(column, holds.part, groups)
        : this.#meeting(column, JSON.stringify(holds), () => compileCondition(holds, this.#readerOf(column))),
    );
    const all = this.#allRows();
    for (const set of sets) all.keepAll(set);
    return all;
  }

  #inPart(column: number, part: ColumnPart, groups: IssueGroups): RowSet {
    const blank = this.#meeting(column, "blank", () => isBlankAt);
    const parts = partRows(column, groups, blank, this.#rows.table.rowCount);
    if (part !== "valid") return parts[part];
    return this.#allRows().deleteAll(parts.wrong).deleteAll(parts.warned).deleteAll(parts.empty);
  }

  #meeting(column: number, name: string, testOf: () => CellTest): RowSet {
    const key = `${column} ${name}`;
    const kept = this.#found.get(key);
    const revision = this.#rows.revisionOf(column);
    if (kept?.revision === revision) return kept.now;
    const { rowCount } = this.#rows.table;
    const test = testOf();
    const inFile = kept?.inFile ?? new RowSet(rowCount);
    if (kept === undefined) {
      const scan = new ColumnScan(this.#rows.table, column);
      for (let row = 0; row < rowCount; row += scan.cells.count) {
        scan.place(row, rowCount);
        addMeeting(scan.cells, test, row, inFile);
      }
    }
    const now = new RowSet(rowCount).addAll(inFile);
    for (const [row, text] of this.#rows.editsOf(column)) {
      if (test(text, 0, text.length, "text")) now.add(row);
      else now.delete(row);
    }
    this.#found.delete(key);
    this.#found.set(key, { inFile, now, revision });
    for (const old of this.#found.keys()) {
      if (this.#found.size <= maxKept) break;
      this.#found.delete(old);
    }
    return now;
  }

  #allRows(): RowSet {
    return RowSet.full(this.#rows.table.rowCount);
  }
}

/** Adds the rows whose cell meets a condition; `firstRow`: that of the first cell. */
function addMeeting({ text, count, starts, ends, kinds }: ColumnPlace, test: CellTest, firstRow: number, into: RowSet) {
  for (let at = 0; at < count; at++)
    if (test(text, starts[at] ?? 0, ends[at] ?? 0, kinds[at] ?? "text")) into.add(firstRow + at);
}
