import type { CellCure, Proposed, Reason } from "../protocol/cures.ts";
import type { Sliced } from "../sliced.ts";
import type { ChangeCollector } from "./cell-changes.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { Review } from "./review.ts";
import { RowSet } from "./row-set.ts";

/** Rows between two pauses: some 10 ms. */
const rowsAtOnce = 500;

/** Collects the cells that a cure writes; none without one. */
export function* collectCure(
  review: Review,
  rows: EditedRows,
  cure: CellCure | null,
  into: ChangeCollector,
): Sliced<void> {
  if (cure === null) return;
  const add = cure.kind === "proposals" ? adderOfProposals(review, rows, cure, into) : adderOfText(cure, into);
  const set = rowsOf(review, cure);
  let seen = 0;
  for (let row = set.next(0); row >= 0; row = set.next(row + 1)) {
    add(row);
    if (++seen % rowsAtOnce === 0) yield seen / set.size;
  }
}

/** The proposals of a group of issues, row by row, with the text that each cell has now. */
export function* groupProposals(review: Review, rows: EditedRows, reason: Reason): Generator<Proposed> {
  const set = rowsOf(review, reason);
  for (let row = set.next(0); row >= 0; row = set.next(row + 1))
    for (const { proposed } of proposalsIn(review, rows, reason, row)) yield proposed;
}

export function keyOf({ from, to }: Proposed): string {
  return `${from}\u0000${to}`;
}

function adderOfProposals(
  review: Review,
  rows: EditedRows,
  cure: CellCure & { kind: "proposals" },
  into: ChangeCollector,
): (row: number) => void {
  const refused = new Set(cure.except.map(keyOf));
  return (row) => {
    for (const { column, proposed } of proposalsIn(review, rows, cure, row))
      if (!refused.has(keyOf(proposed))) into.add(row, column, proposed.to);
  };
}

function adderOfText(cure: Exclude<CellCure, { kind: "proposals" }>, into: ChangeCollector): (row: number) => void {
  const { column } = cure;
  const text = cure.kind === "value" ? cure.text : "";
  return (row) => {
    if (column !== null) into.add(row, column, text);
  };
}

function proposalsIn(
  review: Review,
  rows: EditedRows,
  reason: Reason,
  row: number,
): { column: number; proposed: Proposed }[] {
  return review.issuesOf(row).flatMap(({ code, column, proposal }) => {
    if (code !== reason.code || column !== reason.column || column === null || proposal === undefined) return [];
    return [{ column, proposed: { from: rows.text(row, column), to: proposal } }];
  });
}

function rowsOf(review: Review, { code, column }: Reason): RowSet {
  return review.groups.rowsOf(code, column) ?? new RowSet(0);
}
