import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { CellCure, Proposed, Reason } from "../protocol/cures.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { Review } from "./review.ts";
import { RowSet } from "./row-set.ts";

/** The edits that apply the proposals of a group of issues, but for those of `except`. */
export function groupProposals(
  review: Review,
  rows: EditedRows,
  reason: Reason,
  except: readonly Proposed[] = [],
): CellEdit[] {
  const refused = new Set(except.map(keyOf));
  const edits: CellEdit[] = [];
  for (const row of rowsOf(review, reason)) {
    for (const { code, column, proposal } of review.issuesOf(row)) {
      if (code !== reason.code || column !== reason.column || column === null || proposal === undefined) continue;
      if (refused.size > 0 && refused.has(keyOf({ from: rows.text(row, column), to: proposal }))) continue;
      edits.push({ row, column, text: proposal });
    }
  }
  return edits;
}

/** The edits of a cure; none without one. */
export function cureEdits(review: Review, rows: EditedRows, cure: CellCure | null): CellEdit[] {
  if (cure === null) return [];
  if (cure.kind === "proposals") return groupProposals(review, rows, cure, cure.except);
  const { column } = cure;
  const text = cure.kind === "value" ? cure.text : "";
  return column === null ? [] : Array.from(rowsOf(review, cure), (row) => ({ row, column, text }));
}

export function keyOf({ from, to }: Proposed): string {
  return `${from}\u0000${to}`;
}

function* rowsOf(review: Review, { code, column }: Reason): Generator<number> {
  const set = review.groups.rowsOf(code, column) ?? new RowSet(0);
  for (let row = set.next(0); row >= 0; row = set.next(row + 1)) yield row;
}
