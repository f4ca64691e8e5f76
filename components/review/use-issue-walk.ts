"use client";

import { useRef } from "react";
import { flushSync } from "react-dom";
import type { ReviewRow, RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import type { CellPosition } from "../data-table/data-table-types.ts";
import type { ReviewColumn } from "./review-columns.ts";
import type { ReviewSource } from "./review-source.ts";
import { useTurns } from "./use-turns.ts";

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

/** Moves to the next problem (1) or the one before (-1); each of several quick steps goes on from the last. */
export function useIssueWalk(input: IssueWalkInput): (direction: 1 | -1) => void {
  const latest = useRef(input);
  latest.current = input;
  const inTurn = useTurns();
  return (direction) =>
    inTurn(async () => {
      const { onAround, onArrive, onFault } = latest.current;
      try {
        const found = await nextIssuePlace(latest.current, direction);
        if (found === null) return;
        if (found.isAround) onAround(direction);
        // Rendered at once: the next step starts here.
        flushSync(() => onArrive(found.cell));
      } catch (error) {
        onFault(error);
      }
    });
}

/** Where the next problem (1) or the one before (-1) is: within a row from cell to cell, then in another row. */
export async function nextIssuePlace(
  { source, columns, filter, cell, rowAt }: IssuePlaceInput,
  direction: 1 | -1,
): Promise<{ cell: CellPosition; isAround: boolean } | null> {
  // The table loads a row only after the move to it.
  const standing = rowAt(cell.row) ?? (await source.window({ from: cell.row, count: 1, filter })).rows[0];
  const here = placesAtFault(standing, columns);
  const beside =
    direction === 1 ? here.find((place) => place > cell.column) : here.findLast((place) => place < cell.column);
  if (beside !== undefined) return { cell: { row: cell.row, column: beside }, isAround: false };
  const after = standing?.row ?? -1;
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
