import type { DebtorShow } from "../protocol/debtors.ts";
import { partOf, type Sliced } from "../sliced.ts";
import { noDebtor } from "./debtor-index.ts";
import type { Review } from "./review.ts";
import { RowSet } from "./row-set.ts";

/** Debtors or rows between two pauses: some milliseconds. */
const atOnce = 50_000;

/** The debtors that each choice shows, each as the first of its rows: one bit a row, in the order of the file. */
export type DebtorSets = Readonly<Record<DebtorShow, RowSet>>;

/** Sorts a review's debtors by what the review knows of their rows, so that none is read. */
export function* debtorSets(review: Review, rowCount: number): Sliced<DebtorSets> {
  const { debtors, errors, warnings, leftOut } = review;
  const all = new RowSet(rowCount);
  for (let debtor = 0; debtor < debtors.debtorCount; debtor++) {
    const row = debtors.firstRowOf(debtor);
    if (row >= 0) all.add(row);
    if (debtor % atOnce === atOnce - 1) yield (0.5 * debtor) / debtors.debtorCount;
  }
  const problems = yield* partOf(
    firstRows(review, new RowSet(rowCount).addAll(errors).addAll(warnings), rowCount),
    0.5,
    0.75,
  );
  // A debtor that is sent may have single rows that are left out, as repetitions of others.
  const left_out = yield* partOf(firstRows(review, leftOut, rowCount), 0.75, 1);
  for (let row = left_out.next(0); row >= 0; row = left_out.next(row + 1)) {
    const own = debtors.rowsOf(debtors.debtorOf(row));
    for (let at = 0; at < own.length; at++)
      if (!leftOut.has(own[at] ?? 0)) {
        left_out.delete(row);
        break;
      }
  }
  return { all, problems, left_out, sent: new RowSet(rowCount).addAll(all).deleteAll(left_out) };
}

/** The first rows of the debtors of some rows. */
export function* firstRows({ debtors }: Review, rows: RowSet, rowCount: number): Sliced<RowSet> {
  const firsts = new RowSet(rowCount);
  let count = 0;
  for (let row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
    const debtor = debtors.debtorOf(row);
    if (debtor !== noDebtor) firsts.add(debtors.firstRowOf(debtor));
    if (++count % atOnce === 0) yield count / rows.size;
  }
  return firsts;
}
