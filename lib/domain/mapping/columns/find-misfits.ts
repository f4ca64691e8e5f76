import { absenceOf } from "../../cleaning/absent-text.ts";
import type { Field } from "../../fields/field.ts";
import type { Table } from "../../table/table.ts";
import type { ProfiledColumn } from "./column-claims.ts";
import { ColumnProfiler } from "./column-profiler.ts";
import { fittingCells } from "./value-fit.ts";

/** How many of a column's values its field does not accept, and the first of them. */
export interface Misfits {
  readonly count: number;
  /** Out of this many cells with a value. */
  readonly filled: number;
  readonly line: number;
  readonly example: string;
}

/** Rows searched for an example: if it comes later, few values are of another kind. */
const maxRows = 100_000;
const maxCharacters = 60;

/**
 * Counts a column's values that do not look like its field's and finds the first; null if no cell alone shows
 * what is unusual.
 */
export function findMisfits(table: Table, { index, profile }: ProfiledColumn, field: Field): Misfits | null {
  const count = profile.filled - fittingCells(field, profile);
  const rows = count > 0 ? Math.min(table.rowCount, maxRows) : 0;
  for (let row = 0; row < rows; row++) {
    const text = table.cell(row, index);
    if (text.trim() === "" || absenceOf(text) !== null) continue;
    const profiler = new ColumnProfiler();
    profiler.add(text, table.kind(row, index));
    const cell = profiler.profile();
    if (cell.filled === 0 || fittingCells(field, cell) > 0) continue;
    return { count, filled: profile.filled, line: table.line(row), example: text.trim().slice(0, maxCharacters) };
  }
  return null;
}
