import { labelOf as declaredLabelOf } from "#lib/domain/portfolio/declared/declared-words.ts";
import { saidFigures } from "#lib/domain/portfolio/declared/said-figures.ts";
import { maxSetAsideCharacters, type SetAsideReason } from "#lib/domain/table/set-aside.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { isFigure, isRemark, isWords, type Label, labelOf, speaksOfTotal } from "./aside-words.ts";
import { explainsColumns, isPicture } from "./explained-columns.ts";
import { HeaderAgain, type HeaderKind } from "./header-again.ts";
import type { RowGauge } from "./row-gauge.ts";

/** A row that is not plainly data. */
export interface Suspect {
  readonly row: number;
  /** Why the row is set aside, wherever it is; null if in doubt: then it is data unless the file ends with it. */
  readonly reason: SetAsideReason | null;
  /** The row has as few cells as notes and signatures, and no identification. */
  readonly mayEnd: boolean;
  /** Figures without a word. */
  readonly isOnlyFigures: boolean;
  /** The row mentions a total but may be a debtor's; only its figures can decide. */
  readonly mayBeTotal?: boolean;
  /** How the row repeats the header, if it does. */
  readonly header?: HeaderKind;
}

export interface AsideJudge {
  judge(row: number): Suspect | null;
  /** How a row above the header repeats it; null if it does not. */
  headerAbove(row: number): HeaderKind | null;
}

/** With fewer columns a row proves nothing: beside a word and its figure no cell could be missing. */
const leastColumns = 3;

/** Judges one by one the rows that may be no data. */
export function asideJudge(grid: Grid, header: readonly number[], gauge: RowGauge): AsideJudge {
  const trimmed = (row: number) => grid.sourceRow(row).cells.map((text) => text.trim());
  const again = new HeaderAgain(header.map(trimmed));
  /** The last row of the header, or of the rows right below it that explain its columns. */
  let explained = header.at(-1) ?? Number.NaN;

  const isOfDebtorAbove = (row: number, cells: readonly string[]): boolean =>
    row > 0 &&
    gauge.keys.some(({ column }) => cells[column] !== "" && cells[column] === grid.cell(row - 1, column).trim());

  /**
   * A single filled cell with a remark, or with words in the identification's column: nobody's name, number
   * or debt.
   */
  const isRemarkAlone = (cells: readonly string[], [only = "", ...others]: readonly string[]): boolean => {
    if (others.length > 0 || gauge.keys.length === 0 || gauge.dense.size < leastColumns) return false;
    const isInKey = gauge.keys.some(({ column, digits }) => digits > 0 && cells[column] !== "");
    return isRemark(only) || (isInKey && isWords(only));
  };

  const mayExplain = (cells: readonly string[]): boolean =>
    gauge.dense.size >= leastColumns &&
    gauge.keys.length > 0 &&
    !gauge.isIdentified(cells.map((text) => (isPicture(text) ? "" : text)));

  const judge = (row: number): Suspect | null => {
    const cells = trimmed(row);
    const filled = cells.filter((text) => text !== "");
    if (filled.length === 0 || filled.reduce((sum, { length }) => sum + length, 0) > maxSetAsideCharacters) return null;
    const kind = again.kindOf(cells);
    if (kind !== null) return { row, reason: "repeated_header", mayEnd: false, isOnlyFigures: false, header: kind };
    if (row === explained + 1 && mayExplain(cells) && explainsColumns(grid, row)) {
      explained = row;
      return { row, reason: "note", mayEnd: false, isOnlyFigures: false };
    }
    const shape = shapeOf(cells, gauge);
    if (shape.isTooFull) return null;
    const { label } = shape;
    const declared = shape.columns >= leastColumns ? declarationOf(cells, filled) : null;
    if (declared !== null) return { row, reason: declared, mayEnd: true, isOnlyFigures: false };
    if (gauge.isIdentified(cells)) {
      // Only the sum of a debtor's own rows may carry an identification, and only right below them.
      const isSum = shape.hasBareTotal && shape.isSparse && isOfDebtorAbove(row, cells);
      if (isSum) return { row, reason: "total", mayEnd: false, isOnlyFigures: false };
      const mayBeTotal = cells.some((text) => !isFigure(text) && speaksOfTotal(text));
      return mayBeTotal ? { row, reason: null, mayEnd: false, isOnlyFigures: false, mayBeTotal } : null;
    }
    const isKeyed = gauge.keys.some(({ column }) => column === shape.labelColumn);
    const ofLabel = label === null ? null : reasonOf(label, shape, isKeyed);
    const reason = ofLabel ?? (isRemarkAlone(cells, filled) ? "note" : null);
    const mayBeTotal = reason === null && filled.some((text) => !isFigure(text) && speaksOfTotal(text));
    const isKnownTable = gauge.keys.length > 0 && shape.columns >= leastColumns;
    const isOnlyFigures =
      isKnownTable && filled.every(isFigure) && gauge.keys.every(({ column }) => (cells[column] ?? "") === "");
    const mayEnd = isKnownTable && (shape.isShort || (isOnlyFigures && shape.isSparse));
    return { row, reason, mayEnd, isOnlyFigures, mayBeTotal };
  };

  const headerAbove = (row: number): HeaderKind | null => {
    const cells = trimmed(row);
    const kind = again.kindOf(cells);
    return kind !== null && again.hasHalf(cells) ? kind : null;
  };

  return { judge, headerAbove };
}

/**
 * A row of nothing but what a bank declares and its figure ("SUMA DE SALDOS;1.234,00"), which may stand in the place of
 * an identification; null for any other row.
 */
function declarationOf(cells: readonly string[], filled: readonly string[]): SetAsideReason | null {
  const [first = "", second] = filled;
  if (filled.length > 2 || isFigure(first)) return null;
  const [said, ...others] = saidFigures(cells, null);
  if (said === undefined || others.length > 0 || !(second === undefined ? first.endsWith(said.text) : said.isAlone))
    return null;
  const label = declaredLabelOf(second === undefined ? first.slice(0, -said.text.length) : first);
  if (label === null || label.others.length > 0 || (label.figure === null && !label.isTotal)) return null;
  return label.isTotal || label.figure === "balance" ? "total" : "note";
}

interface RowShape {
  /** Columns that a full row fills. */
  readonly columns: number;
  readonly label: Label | null;
  readonly labelColumn: number;
  readonly hasBareTotal: boolean;
  /** Cells with words, not counting the label. */
  readonly words: number;
  readonly filled: number;
  readonly isTooFull: boolean;
  readonly isSparse: boolean;
  /** With as few cells as a note. */
  readonly isShort: boolean;
}

function shapeOf(cells: readonly string[], { dense }: RowGauge): RowShape {
  let label: Label | null = null;
  let labelColumn = -1;
  let hasBareTotal = false;
  let filled = 0;
  let inDense = 0;
  let words = 0;
  for (const [column, text] of cells.entries()) {
    if (text === "") continue;
    filled++;
    if (dense.has(column)) inDense++;
    const found = labelOf(text);
    if (found === "bare_total") hasBareTotal = true;
    // A label begins its row. An unmistakable one may also come second, after the name of a group.
    if (
      label === null &&
      found !== null &&
      (filled === 1 || (filled === 2 && (found === "bare_total" || found === "page")))
    ) {
      label = found;
      labelColumn = column;
    } else if (!isFigure(text)) words++;
  }
  const columns = dense.size;
  return {
    columns,
    label,
    labelColumn,
    hasBareTotal,
    words,
    filled,
    isTooFull: inDense >= columns && columns > 1,
    isSparse: inDense <= Math.max(1, columns * 0.6),
    isShort: filled <= Math.max(1, columns * 0.5),
  };
}

function reasonOf(label: Label, shape: RowShape, isKeyed: boolean): SetAsideReason | null {
  const { columns, filled, words } = shape;
  if (label === "page") return filled <= Math.max(2, columns * 0.5) ? "page" : null;
  if (columns < leastColumns && filled > 1) return null;
  if (label === "note") return filled <= Math.max(isKeyed || columns >= 4 ? 2 : 1, columns * 0.34) ? "note" : null;
  if (label === "bare_total" && words === 0) return "total";
  // A total's word in place of the identification means no debtor.
  if (isKeyed && words <= 1) return "total";
  return shape.isSparse && words <= 2 ? "total" : null;
}
