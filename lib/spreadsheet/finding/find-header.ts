import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { Grid } from "#lib/domain/table/table.ts";

/** Banks put up to a dozen rows of titles, filters and dates above the header. */
const rowsLookedAt = 40;

/** Rows below a candidate that show how wide the table is and what its values look like. */
const rowsBelow = 25;

/** A row with a lower score is more likely data than names. */
const leastScore = 0.5;

interface Candidate {
  readonly row: number;
  readonly score: number;
}

/**
 * Finds the header: the first row about as wide as the table below it whose cells are names, not values.
 * `chosenLine`: the user's choice, 0 for no header. The finding's value is a grid row; -1 without a header.
 */
export function findHeader(grid: Grid, chosenLine: number | undefined): Finding<number> {
  const candidates = candidatesOf(grid);
  const found = unlessLast(grid, candidates, decide(grid, candidates));
  const chosen = chosenLine === undefined ? undefined : rowOfLine(grid, chosenLine);
  if (chosen === undefined || chosen === found.value) return found;
  const alternatives = [found.value, ...found.alternatives].filter((row) => row !== chosen);
  const params = chosen < 0 ? {} : { line: grid.line(chosen) };
  return { value: chosen, certainty: "chosen", evidence: "chosen", params, alternatives };
}

/** The grid row of a line, or the next row if the line is blank; -1 for line 0, undefined beyond the file. */
function rowOfLine(grid: Grid, line: number): number | undefined {
  if (line <= 0) return -1;
  for (let row = 0; row < grid.rowCount; row++) if (grid.line(row) >= line) return row;
  return undefined;
}

/**
 * A last row of words ("TOTAL", "FIN DE DATOS") has no rows below to compare with. If the rows above are as
 * wide, they are the table: the next best candidate is proposed as its header, and the user is asked.
 */
function unlessLast(grid: Grid, candidates: readonly Candidate[], found: Finding<number>): Finding<number> {
  if (found.value < 1 || found.value < grid.rowCount - 1) return found;
  const width = filledCells(grid, found.value).length;
  const above = Array.from({ length: Math.min(found.value, rowsLookedAt) }, (_, row) => filledCells(grid, row).length);
  if (above.filter((cells) => cells * 2 > width).length < above.length / 2) return found;
  // A row of values is no candidate: it is data, and the header is the last row or missing.
  const next = candidates.find(({ row }) => row !== found.value);
  const value = next === undefined || next.score < leastScore ? -1 : next.row;
  const others = found.alternatives.filter((row) => row !== value);
  const isFound = value >= 0;
  return {
    value,
    certainty: "ambiguous",
    evidence: isFound ? (value === 0 ? "first_row" : "below_titles") : "no_header",
    params: isFound ? { line: grid.line(value), above: value } : {},
    alternatives: [...others, found.value],
  };
}

function decide(grid: Grid, candidates: readonly Candidate[]): Finding<number> {
  const [best, second] = candidates;
  const rest = candidates.slice(0, 4).map(({ row }) => row);
  if (best === undefined || best.score < leastScore) {
    return { value: -1, certainty: "likely", evidence: "no_header", params: {}, alternatives: rest };
  }
  const certainty = best.score >= 0.8 && best.score - (second?.score ?? 0) >= 0.15 ? "sure" : "likely";
  const params = { line: grid.line(best.row), above: best.row };
  const evidence = best.row === 0 ? "first_row" : "below_titles";
  return {
    value: best.row,
    certainty,
    evidence,
    params,
    alternatives: [...rest.filter((row) => row !== best.row), -1],
  };
}

/** Best first. Of rows with the same score, the upper one. */
function candidatesOf(grid: Grid): Candidate[] {
  const candidates: Candidate[] = [];
  for (let row = 0; row < Math.min(grid.rowCount, rowsLookedAt); row++) {
    const score = scoreOf(grid, row);
    // A report printed in pages repeats its header on each page; only the first one has nothing but titles above it.
    const isRepeat = candidates.some((upper) => upper.score > 0.5 && isNamedAbove(grid, upper.row, row));
    if (score > 0 && !isRepeat) candidates.push({ row, score });
  }
  return candidates.sort((left, right) => right.score - left.score || left.row - right.row);
}

/**
 * From 0 to 1, from four things: width compared with the rows below, share of cells that are names, share of
 * distinct names, columns with values below.
 */
function scoreOf(grid: Grid, row: number): number {
  const cells = filledCells(grid, row);
  if (cells.length === 0) return 0;
  const width = typicalWidth(grid, row + 1);
  if (width > 0 && cells.length < Math.max(1, width * 0.5)) return 0;
  const names = cells.filter(({ text, kind }) => kind === "text" && looksLikeName(text)).length / cells.length;
  const distinct = new Set(cells.map(({ text }) => text.trim().toLowerCase())).size / cells.length;
  const coverage = width === 0 ? 1 : Math.min(1, cells.length / width);
  const contrast =
    width === 0
      ? 0
      : contrastBelow(
          grid,
          row,
          cells.map(({ column }) => column),
        );
  return names ** 2 * (0.35 * coverage + 0.25 * distinct + 0.4 * (width === 0 ? 0.6 : contrast));
}

/** Whether the upper row has all names of the lower one. It may have some more, such as a row counter's. */
function isNamedAbove(grid: Grid, upper: number, lower: number): boolean {
  const names = new Set(filledCells(grid, upper).map(({ text }) => text.trim()));
  const below = filledCells(grid, lower);
  return below.length * 2 > names.size && below.every(({ text }) => names.has(text.trim()));
}

/**
 * How many rows the header takes: two if the row below only completes names ("Fecha" above "Vencimiento"). A
 * row of data must never become part of the header, so each of its cells must be above values or below a name
 * that needs it, and at least one name must need it.
 */
export function headerLines(grid: Grid, headerRow: number): 1 | 2 {
  const second = headerRow + 1;
  if (headerRow < 0 || second + 1 >= grid.rowCount) return 1;
  const names = filledCells(grid, headerRow);
  const additions = filledCells(grid, second);
  const last = names.at(-1)?.column ?? -1;
  if (additions.length === 0 || additions.length >= names.length) return 1;
  if (typicalWidth(grid, second + 1) <= additions.length) return 1;
  const texts = names.map(({ text }) => text.trim());
  const isNeeded = ({ column }: FilledCell): boolean => {
    const above = grid.cell(headerRow, column).trim();
    return above === "" || texts.indexOf(above) !== texts.lastIndexOf(above);
  };
  const added = new Set(additions.map(({ column }) => column));
  // Cells right of the last name belong to it: "Último pago" above "Valor" and "Fecha".
  const isNamed = (column: number): boolean => {
    for (let at = last; at < column; at++) if (!added.has(at)) return false;
    return true;
  };
  const isAddition = (cell: FilledCell): boolean =>
    isNamed(cell.column) &&
    cell.kind === "text" &&
    looksLikeName(cell.text) &&
    (isNeeded(cell) || contrastBelow(grid, second, [cell.column]) === 1);
  return additions.some(isNeeded) && additions.every(isAddition) ? 2 : 1;
}

export interface FilledCell {
  readonly column: number;
  readonly text: string;
  readonly kind: string;
}

/** The cells of a row that are not blank. */
export function filledCells(grid: Grid, row: number): FilledCell[] {
  const cells: FilledCell[] = [];
  for (const [column, text] of grid.sourceRow(row).cells.entries()) {
    if (text.trim() !== "") cells.push({ column, text, kind: grid.kind(row, column) });
  }
  return cells;
}

function typicalWidth(grid: Grid, from: number): number {
  const widths: number[] = [];
  for (let row = from; row < Math.min(grid.rowCount, from + rowsBelow); row++)
    widths.push(filledCells(grid, row).length);
  widths.sort((left, right) => left - right);
  return widths[Math.floor(widths.length / 2)] ?? 0;
}

/**
 * Whether a text may be a column's name: it has letters and is short. Amounts, dates, numbers, mail addresses
 * and long sentences are values.
 */
export function looksLikeName(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length > 80 || !/\p{L}/u.test(trimmed)) return false;
  return !looksLikeValue(trimmed);
}

function looksLikeValue(text: string): boolean {
  // Matches up to the next @ only: from each of many @ to the end would take quadratic time.
  if (/@[^\s@]+\.\S/.test(text)) return true;
  const digits = text.replace(/\D/g, "").length;
  return digits > 0 && digits >= text.replace(/\s/g, "").length * 0.4;
}

/**
 * From 0 to 1: how many columns mostly have values below. A header is above values; below a title or a data
 * row nothing differs.
 */
function contrastBelow(grid: Grid, row: number, columns: readonly number[]): number {
  const end = Math.min(grid.rowCount, row + 1 + rowsBelow);
  let contrasting = 0;
  for (const column of columns) {
    let filled = 0;
    let values = 0;
    for (let below = row + 1; below < end; below++) {
      const text = grid.cell(below, column).trim();
      if (text === "") continue;
      filled++;
      if (grid.kind(below, column) !== "text" || looksLikeValue(text)) values++;
    }
    if (filled > 0 && values >= filled * 0.7) contrasting++;
  }
  // A debtor table stands out as soon as a quarter of its columns are numbers, dates or mail addresses.
  return Math.min(1, contrasting / Math.max(1, columns.length * 0.25));
}
