import type { CellKind } from "#lib/domain/table/table.ts";
import type { WorkbenchQuestions } from "../protocol/questions.ts";
import type { ReviewRow, RowFilter, RowWindow } from "../protocol/review.ts";
import type { RecognisedReport } from "../recognise-report.ts";
import type { EditedRows } from "../review/edited-rows.ts";
import type { Review } from "../review/review.ts";
import { RowSet } from "../review/row-set.ts";
import type { RowsWhere } from "../review/rows-where.ts";
import type { AppliedRows } from "./applied-rows.ts";

/** What the page shows: rows with their corrections, and their review once there is a mapping. */
export interface Shown {
  readonly rows: EditedRows;
  readonly review: Review | null;
  readonly report?: RecognisedReport | null;
  /** Finds the rows of conditions on columns. */
  readonly where?: RowsWhere | null;
  readonly applied: AppliedRows;
}

/** Up to `count` of the rows that a filter shows, from the one at position `from` on. */
export function rowWindow(shown: Shown, from: number, count: number, filter: RowFilter): RowWindow {
  const set = filteredRows(shown, filter);
  if (set === null) {
    const total = shown.rows.table.rowCount;
    const length = Math.max(0, Math.min(count, total - from));
    return { total, from, rows: Array.from({ length }, (_, index) => reviewRow(shown, from + index)) };
  }
  const rows = set.slice(from, count).map((row) => reviewRow(shown, row));
  return {
    total: set.size,
    from,
    rows,
    ...(filter.asOf === undefined ? {} : { moved: movedSince(shown, filter, set) }),
  };
}

/** How the rows that match now differ from those that are shown. */
function movedSince(shown: Shown, filter: RowFilter, set: RowSet): NonNullable<RowWindow["moved"]> {
  const now = matchingRows(shown, filter) ?? RowSet.full(shown.rows.table.rowCount);
  const shared = set.shared(now);
  return { gone: set.size - shared, come: now.size - shared };
}

/** The rows at places `from` to `to` (inclusive) among those that a filter shows. Throws like `heldRows`. */
export function rowsBetween(shown: Shown, filter: RowFilter, from: number, to: number): number[] {
  const set = heldRows(shown, filter);
  const total = set === null ? shown.rows.table.rowCount : set.size;
  const count = Math.max(0, Math.min(to, total - 1) - from + 1);
  return set === null ? Array.from({ length: count }, (_, index) => from + index) : set.slice(from, count);
}

/** The next or previous row with an issue, among those that the filter shows. Wraps around; null if there is none. */
export function issueAfter(
  shown: Shown,
  { after, filter, direction }: Parameters<WorkbenchQuestions["nextIssue"]>[0],
): ReturnType<WorkbenchQuestions["nextIssue"]> {
  const filtered = filteredRows(shown, filter);
  const set = withIssues(shown, filtered);
  const isBack = direction === "previous";
  const row = isBack ? beforeRow(set, after, shown.rows.table.rowCount) : afterRow(set, after);
  if (row < 0) return null;
  const isAround = after >= 0 && (isBack ? row >= after : row <= after);
  return { row, position: filtered === null ? row : filtered.rank(row), isAround };
}

/** The rows that a filter shows; null for all. */
export function filteredRows(shown: Shown, filter: RowFilter): RowSet | null {
  return shown.applied.of(filter, shown.rows.table, () => matchingRows(shown, filter));
}

/** The rows that a filter shows, to be changed; null for all. Throws `RowsMoved` once another filter was applied. */
export function heldRows(shown: Shown, filter: RowFilter): RowSet | null {
  return shown.applied.held(filter, shown.rows.table, () => matchingRows(shown, filter));
}

/** The rows that match a filter now; null for all. */
function matchingRows(shown: Shown, filter: RowFilter): RowSet | null {
  const rows = rowsOf(shown, filter);
  const { review, where } = shown;
  if (filter.where === undefined || filter.where.length === 0) return rows;
  if (review === null || where == null) return new RowSet(0);
  const meeting = where.find(filter.where, review.groups);
  return rows === null ? meeting : meeting.keepAll(rows);
}

/** Those of some rows, or of all, that have an issue. */
function withIssues({ review, rows }: Shown, among: RowSet | null): RowSet {
  const issues = new RowSet(rows.table.rowCount);
  if (review !== null) issues.addAll(review.errors).addAll(review.warnings);
  return among === null ? issues : issues.keepAll(among);
}

/** Without the conditions on columns. */
function rowsOf({ rows, review }: Shown, filter: RowFilter): RowSet | null {
  if (filter.show === "all") return null;
  if (filter.show === "edited") {
    const edited = new RowSet(rows.table.rowCount);
    for (const row of rows.editedRows()) edited.add(row);
    return edited;
  }
  const none = new RowSet(0);
  if (review === null) return none;
  if (filter.show === "group") return review.groups.rowsOf(filter.code, filter.column) ?? none;
  return filter.show === "errors" ? review.errors : filter.show === "warnings" ? review.warnings : review.leftOut;
}

function reviewRow({ rows, review, report = null }: Shown, row: number): ReviewRow {
  const { line, cells, kinds } = rows.sourceRow(row);
  return {
    row,
    line,
    cells: rows.table.columns.map(({ index }) => ({
      text: cells[index] ?? "",
      kind: kinds === null ? "text" : (kindByLetter[kinds[index] ?? ""] ?? "text"),
      original: rows.editedText(row, index) === undefined ? null : rows.table.cell(row, index),
    })),
    issues: review?.issuesOf(row) ?? [],
    isLeftOut: review?.leftOut.has(row) ?? false,
    ...(report === null ? {} : { remark: report.remarkOf(row) }),
  };
}

const kindByLetter: Readonly<Record<string, CellKind>> = { n: "number", d: "date", b: "boolean", e: "error" };

function afterRow(set: RowSet, row: number): number {
  const next = set.next(row + 1);
  return next < 0 ? set.next(0) : next;
}

function beforeRow(set: RowSet, row: number, rowCount: number): number {
  const previous = row <= 0 ? -1 : set.previous(row);
  return previous < 0 ? set.previous(rowCount) : previous;
}
