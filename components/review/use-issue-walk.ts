"use client";

import type { ReviewRow, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import type { CellPosition } from "../data-table/data-table-types.ts";
import type { ReviewColumn } from "./review-columns.ts";
import type { ReviewSource } from "./review-source.ts";

export interface IssuePlaceInput {
  readonly source: Pick<ReviewSource, "nextIssue" | "window">;
  readonly columns: readonly Pick<ReviewColumn, "index">[];
  readonly filter: RowFilter;
  /** The current cell, as a position in the table. */
  readonly cell: CellPosition;
  readonly rowAt: (position: number) => ReviewRow | undefined;
}

export interface IssueWalkInput extends IssuePlaceInput {
  readonly onArrive: (cell: CellPosition) => void;
  /** The walk begins again at the other end. */
  readonly onAround: (direction: 1 | -1) => void;
  readonly onFault: (error: unknown) => void;
}

/** Moves to the next problem (1) or the one before (-1). */
export function useIssueWalk(input: IssueWalkInput): (direction: 1 | -1) => Promise<void> {
  return async (direction) => {
    try {
      const found = await nextIssuePlace(input, direction);
      if (found === null) return;
      if (found.isAround) input.onAround(direction);
      input.onArrive(found.cell);
    } catch (error) {
      input.onFault(error);
    }
  };
}

/** Where the next problem (1) or the one before (-1) is: within a row from cell to cell, then in another row. */
export async function nextIssuePlace(
  { source, columns, filter, cell, rowAt }: IssuePlaceInput,
  direction: 1 | -1,
): Promise<{ cell: CellPosition; isAround: boolean } | null> {
  const here = placesAtFault(rowAt(cell.row), columns);
  const beside =
    direction === 1 ? here.find((place) => place > cell.column) : here.findLast((place) => place < cell.column);
  if (beside !== undefined) return { cell: { row: cell.row, column: beside }, isAround: false };
  const after = rowAt(cell.row)?.row ?? -1;
  const found = await source.nextIssue({ after, filter, direction: direction === 1 ? "next" : "previous" });
  if (found === null) return null;
  // Which of its cells have issues is known only from the row itself.
  const { rows } = await source.window({ from: found.position, count: 1, filter });
  const places = placesAtFault(rows[0], columns);
  const column = (direction === 1 ? places[0] : places.at(-1)) ?? 0;
  return { cell: { row: found.position, column }, isAround: found.isAround };
}

/** Positions of a row's cells with an issue, in the order shown; the line's for issues of no column that is shown. */
function placesAtFault(row: ReviewRow | undefined, columns: readonly Pick<ReviewColumn, "index">[]): number[] {
  const places = new Set(row?.issues.map((issue) => columns.findIndex(({ index }) => index === issue.column) + 1));
  return [...places].sort((a, b) => a - b);
}
