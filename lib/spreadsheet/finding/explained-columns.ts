import { absenceOf } from "#lib/domain/cleaning/absent-text.ts";
import { unitOfCell } from "#lib/domain/mapping/amount-unit.ts";
import type { Grid } from "#lib/domain/table/table.ts";

/** Rows that show what a column's values look like. */
const rowsBelow = 25;

/** Of them, so many are figures where words explain the column. */
const figureShare = 0.8;

/**
 * Whether a row right below the header explains columns rather than says a debtor: "(miles)", "dd/mm/aaaa". Nothing but words, and half of
 * them at least where the others have figures.
 */
export function explainsColumns(grid: Grid, row: number): boolean {
  let filled = 0;
  let explaining = 0;
  for (const [column, cell] of grid.sourceRow(row).cells.entries()) {
    const text = cell.trim();
    if (text === "") continue;
    const isUnit = unitOfCell(text) !== null;
    if (!isUnit && (/\d/.test(text) || absenceOf(text) !== null)) return false;
    filled++;
    if (hasFigures(grid, row + 1, column)) explaining++;
  }
  return explaining > 0 && explaining * 2 >= filled;
}

function hasFigures(grid: Grid, from: number, column: number): boolean {
  let filled = 0;
  let figures = 0;
  for (let row = from; row < Math.min(grid.rowCount, from + rowsBelow); row++) {
    const text = grid.cell(row, column).trim();
    if (text === "") continue;
    filled++;
    if (text.replace(/\D/g, "").length * 2 >= text.length) figures++;
  }
  return filled > 0 && figures >= filled * figureShare;
}
