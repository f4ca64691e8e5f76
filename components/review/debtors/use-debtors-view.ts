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
  /** The row whose debtor the list goes to once it is there; null if it has gone. */
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

export interface Arriving {
  readonly row: number;
  readonly takesFocus: boolean;
}

export function useDebtorsView(table: ReviewTableState): DebtorsView {
  const [isShown, setShown] = useState(false);
  const [isSwitched, setSwitched] = useState(false);
  const [filter, setFilter] = useState<DebtorFilter>({ show: "all", search: "" });
  const [place, setPlace] = useState(0);
  const [arriving, setArriving] = useState<Arriving | null>(null);
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
