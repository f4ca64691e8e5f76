"use client";

import type { ReviewRow, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import type { CellPosition } from "../data-table/data-table-types.ts";
import type { ReviewColumn } from "./review-columns.ts";
import type { ReviewSource } from "./review-source.ts";

export interface IssueWalkInput {
  readonly source: Pick<ReviewSource, "nextIssue" | "window">;
  readonly columns: readonly ReviewColumn[];
  readonly filter: RowFilter;
  /** The current cell, as a position in the table. */
  readonly cell: CellPosition;
  readonly rowAt: (position: number) => ReviewRow | undefined;
  readonly onArrive: (cell: CellPosition) => void;
  readonly onFault: (error: unknown) => void;
}

/** Moves to the next problem (1) or the one before (-1): within a row from cell to cell, then to another row. */
export function useIssueWalk(input: IssueWalkInput): (direction: 1 | -1) => Promise<void> {
  const { source, columns, filter, cell, rowAt, onArrive, onFault } = input;
  return async (direction) => {
    const here = placesAtFault(rowAt(cell.row), columns);
    const beside =
      direction === 1 ? here.find((place) => place > cell.column) : here.findLast((place) => place < cell.column);
    if (beside !== undefined) return onArrive({ row: cell.row, column: beside });
    try {
      const after = rowAt(cell.row)?.row ?? -1;
      const found = await source.nextIssue({ after, filter, direction: direction === 1 ? "next" : "previous" });
      if (found === null) return;
      // Which of its cells have issues is known only from the row itself.
      const { rows } = await source.window({ from: found.position, count: 1, filter });
      const places = placesAtFault(rows[0], columns);
      onArrive({ row: found.position, column: (direction === 1 ? places[0] : places.at(-1)) ?? 0 });
    } catch (error) {
      onFault(error);
    }
  };
}

/** Positions of a row's cells with an issue, in the order shown. */
function placesAtFault(row: ReviewRow | undefined, columns: readonly ReviewColumn[]): number[] {
  return columns.flatMap(({ index }, at) =>
    row?.issues.some((issue) => issue.column === index) === true ? [at + 1] : [],
  );
}
