"use client";

import { useEffect, useState } from "react";
import type { DebtorFilter } from "#lib/spreadsheet/protocol/debtors.ts";
import type { CellPosition } from "../../data-table/data-table-types.ts";
import { everyRow, type ReviewTableState } from "../use-review-table.ts";

/** Whether the review shows rows or debtors, and the ways between them. */
export interface DebtorsView {
  readonly isShown: boolean;
  /** The user has chosen with the switch, which then keeps the focus. */
  readonly isSwitched: boolean;
  /** Kept while the rows are shown. */
  readonly filter: DebtorFilter;
  /** The place of the current debtor among those shown. */
  readonly place: number;
  /** The debtor that the list goes to once it is there; null if it has gone. */
  readonly arriving: Arriving | null;
  setFilter(filter: DebtorFilter): void;
  setPlace(place: number): void;
  arrived(): void;
  /** Shows the debtors, from the one of the current row on. */
  enter(takesFocus: boolean): void;
  /** Shows the rows as they were, from the current cell of the table or another one on. */
  leave(cell?: CellPosition): void;
  /** Shows all rows and goes to a row of the file and a column of the table. */
  goTo(cell: CellPosition): void;
}

/** Which debtors a review shows, and the current one. Plain data, so that it can be kept. */
export interface DebtorsPlace {
  readonly filter: DebtorFilter;
  /** Among those shown. */
  readonly place: number;
}

export interface Arriving {
  /** null: the debtor at `place`. */
  readonly row: number | null;
  readonly takesFocus: boolean;
}

/** `kept`: the debtors to begin with; null to begin with the rows. */
export function useDebtorsView(table: ReviewTableState, kept: DebtorsPlace | null): DebtorsView {
  const [isShown, setShown] = useState(kept !== null);
  const [isSwitched, setSwitched] = useState(false);
  const [filter, setFilter] = useState<DebtorFilter>(kept?.filter ?? { show: "all", search: "" });
  const [place, setPlace] = useState(kept?.place ?? 0);
  const [arriving, setArriving] = useState<Arriving | null>(kept === null ? null : { row: null, takesFocus: false });
  const [target, setTarget] = useState<{ cell: CellPosition; takesFocus: boolean } | null>(null);
  const { total, focus, reveal } = table;

  // The grid is there after the render that shows it, and has its rows once their number is known.
  useEffect(() => {
    if (target === null || isShown || total === null) return;
    setTarget(null);
    if (target.takesFocus) focus(target.cell);
    else reveal(target.cell);
  }, [target, isShown, total, focus, reveal]);

  return {
    isShown,
    isSwitched,
    filter,
    place,
    arriving,
    setFilter: (next) => {
      setFilter(next);
      setPlace(0);
    },
    setPlace,
    arrived: () => setArriving(null),
    enter: (takesFocus) => {
      setShown(true);
      setSwitched(!takesFocus);
      setArriving({ row: table.standing().row, takesFocus });
    },
    leave: (cell = table.cell) => {
      setShown(false);
      setSwitched(true);
      setTarget({ cell, takesFocus: false });
    },
    goTo: (cell) => {
      setShown(false);
      setSwitched(false);
      table.setFilter(everyRow);
      setTarget({ cell, takesFocus: true });
    },
  };
}
