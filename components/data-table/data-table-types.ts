import type { ReactNode } from "react";
import type { GridRange } from "./grid-selection.ts";

/** A column. The first one of a table names its rows (a line number) and stays in view. */
export interface DataColumn {
  readonly id: string;
  /** Its header as plain text. */
  readonly name: string;
  readonly header: ReactNode;
  readonly align?: "start" | "end";
}

/** A column on screen; sticky ones stay in view when the others scroll. */
export interface ShownColumn {
  readonly index: number;
  /** From the left edge of the rows, in px. */
  readonly left: number;
  readonly isSticky: boolean;
}

/** A place in the table; both numbers count from 0, without the head row. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** Rows that the table is about to show; `to` is exclusive. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** What a page may make the table do. */
export interface DataTableHandle {
  /** Brings a row to the upper third of the window, without moving the focus. */
  scrollToRow(row: number): void;
  /** Scrolls a cell into view and makes it the one that Tab reaches, without moving the focus. */
  revealCell(cell: CellPosition): void;
  /** Scrolls a cell into view and gives it the keyboard focus. */
  focusCell(cell: CellPosition): void;
  /** Gives the keyboard focus to the cell that Tab reaches, and leaves the selection as it is. */
  refocus(): void;
  /** Selects a range from its first cell, which Tab reaches. */
  selectRange(range: GridRange): void;
  /** Takes the selection back to the one cell that Tab reaches. */
  collapse(): void;
}
