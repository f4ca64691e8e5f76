"use client";

import { useEffect, useRef } from "react";
import type { RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import type { DebtorsPlace, DebtorsView } from "./debtors/use-debtors-view.ts";
import type { ReviewColumn } from "./review-columns.ts";
import type { ReviewTableState } from "./use-review-table.ts";

/** Which rows a review shows, and its current cell. Plain data, so that it can be kept. */
export interface ReviewPlace {
  readonly filter: RowFilter;
  /** The row's place among the shown ones. */
  readonly row: number;
  /** A column of the file; null for the line's. */
  readonly column: number | null;
  /** The debtors, if they are shown in place of the rows. */
  readonly debtors?: DebtorsPlace;
}

export interface KeptPlace {
  /** Where the review begins; null for its beginning. */
  readonly place: ReviewPlace | null;
  readonly onPlace: (place: ReviewPlace) => void;
}

/** Brings a review back to the place where it was, and tells where it is. */
export function useKeptPlace(
  { place, onPlace }: KeptPlace,
  table: ReviewTableState,
  columns: readonly ReviewColumn[],
  debtors: Pick<DebtorsView, "isShown" | "filter" | "place">,
): void {
  const { filter, cell, total, setFilter, reveal } = table;
  const { isShown, filter: debtorFilter, place: debtorPlace } = debtors;
  const waiting = useRef(place);
  const isFiltered = useRef(false);
  const latest = useRef({ onPlace, columns });
  latest.current = { onPlace, columns };

  useEffect(() => {
    const back = waiting.current;
    if (back !== null && back.filter !== filter && !isFiltered.current) {
      isFiltered.current = true;
      return setFilter(back.filter);
    }
    if (back !== null && total === null) return;
    waiting.current = null;
    if (back === null || total === 0) return;
    const column = latest.current.columns.findIndex(({ index }) => index === back.column) + 1;
    reveal({ row: Math.min(back.row, (total ?? 1) - 1), column });
  }, [filter, total, setFilter, reveal]);

  useEffect(() => {
    if (waiting.current !== null) return;
    latest.current.onPlace({
      filter,
      row: cell.row,
      column: latest.current.columns[cell.column - 1]?.index ?? null,
      ...(isShown ? { debtors: { filter: debtorFilter, place: debtorPlace } } : {}),
    });
  }, [filter, cell, isShown, debtorFilter, debtorPlace]);
}
