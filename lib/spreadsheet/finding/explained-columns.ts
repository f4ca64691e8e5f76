import { absenceOf } from "#lib/domain/cleaning/absent-text.ts";
import { foreignMoney, isCurrency } from "#lib/domain/cleaning/currency.ts";
import { unitOfCell } from "#lib/domain/mapping/columns/amount-unit.ts";
import type { Grid } from "#lib/domain/table/table.ts";

/** Rows that show what a column's values look like. */
const rowsBelow = 25;

/** Share of those rows that must be figures for words above them to explain the column. */
const figureShare = 0.8;

/**
 * With so many columns of figures below words, the row is no debtor's. With fewer, one cell must name a unit,
 * a currency or a format: "PENDIENTE" is a remark.
 */
const leastExplained = 3;

const picture =
  /^(?:pic(?:ture)?\s+)?s?(?:[9xaz]+\(\d{1,3}\)[9xaz]*(?:v9*(?:\(\d{1,2}\))?)?|9+v9+|9+\(\d{1,2}\)[.,]9+|n(?:um(?:ber|eric)?)?\s?\(\d{1,2}[.,]\d\))(?:\s+comp(?:-\d)?)?\.?$/iu;

const form = /^\(.*\)$|^[dmya]{1,4}(?:[/.-][dmya]{1,4}){1,2}$/iu;

/** Whether a cell is a picture or a format, as mainframes describe their columns: X(40), S9(11)V99, N(13,2). */
export function isPicture(text: string): boolean {
  return picture.test(text);
}

/** Whether all filled cells of a row are pictures. */
export function isOfPictures(grid: Grid, row: number): boolean {
  const filled = grid.sourceRow(row).cells.filter((text) => text.trim() !== "");
  return filled.length > 0 && filled.every((text) => isPicture(text.trim()));
}

function isExplanation(text: string): boolean {
  const isOfMoney = foreignMoney.test(text) || text.split(/\s+/u).some(isCurrency);
  return unitOfCell(text) !== null || form.test(text) || isPicture(text) || isOfMoney;
}

/**
 * Whether a row right below the header explains the columns ("(miles)", "dd/mm/aaaa", "9(13)V99") and is no
 * debtor's row: it has words or pictures only, and at least half of them above figures. Decision 44.
 */
export function explainsColumns(grid: Grid, row: number): boolean {
  let filled = 0;
  let explaining = 0;
  let isSaid = false;
  for (const [column, cell] of grid.sourceRow(row).cells.entries()) {
    const text = cell.trim();
    if (text === "") continue;
    const isForm = unitOfCell(text) !== null || isPicture(text);
    if (!isForm && (/\d/.test(text) || absenceOf(text) !== null)) return false;
    filled++;
    if (!hasFigures(grid, row + 1, column)) continue;
    explaining++;
    isSaid ||= isExplanation(text);
  }
  return (isSaid || explaining >= leastExplained) && explaining * 2 >= filled;
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
