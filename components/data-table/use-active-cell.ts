"use client";

import { useMemo, useState } from "react";
import type { CellPosition, DataColumn } from "./data-table-types.ts";

/** The cell that Tab reaches. It stays in its column when columns move, and within the table when it shrinks. */
export function useActiveCell(
  columns: readonly DataColumn[],
  rowCount: number,
): [CellPosition, (cell: CellPosition) => void] {
  const [chosen, setChosen] = useState<CellPosition>({ row: 0, column: 0 });
  const [seen, setSeen] = useState(columns);
  if (seen !== columns) {
    setSeen(columns);
    setChosen({ ...chosen, column: sameColumn(chosen.column, seen, columns) });
  }
  const active = useMemo(
    () => ({
      row: Math.max(0, Math.min(chosen.row, rowCount - 1)),
      column: Math.max(0, Math.min(chosen.column, columns.length - 1)),
    }),
    [chosen, rowCount, columns.length],
  );
  return [active, setChosen];
}

/** Where the column that was at a place is now; the same place if it is gone. */
function sameColumn(place: number, before: readonly DataColumn[], now: readonly DataColumn[]): number {
  const at = now.findIndex(({ id }) => id === before[place]?.id);
  return at < 0 ? place : at;
}
