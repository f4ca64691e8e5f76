import type { ProposalList, Proposed, Reason } from "../protocol/cures.ts";
import { groupProposals, keyOf } from "./collect-cure.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { Review } from "./review.ts";

/** A person looks through so many and no more. */
const maxListed = 200;

/** The proposals of a group of issues as old and new text with the number of cells, commonest first. */
export function listProposals(review: Review, rows: EditedRows, reason: Reason): ProposalList {
  const counts = new Map<string, Proposed & { count: number }>();
  for (const proposed of groupProposals(review, rows, reason)) {
    const known = counts.get(keyOf(proposed));
    if (known === undefined) counts.set(keyOf(proposed), { ...proposed, count: 1 });
    else known.count++;
  }
  const all = [...counts.values()].sort((one, other) => other.count - one.count);
  const others = all.slice(maxListed);
  return {
    listed: all.slice(0, maxListed),
    others: others.length,
    otherCells: others.reduce((cells, { count }) => cells + count, 0),
  };
}
