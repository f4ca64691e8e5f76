import { isBlank, kindOf } from "../debtors/step-reader.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { hasLostByte } from "../table/lost-block.ts";
import { otherHeaderOver } from "../table/other-order.ts";
import type { PlacedRow } from "../table/placed-row.ts";
import { formOf, type RowForms, shiftedFrom } from "../validation/row-forms.ts";
import { isUnlike } from "../validation/watched-cells.ts";

/**
 * Whether `compileRowWatch` may report a row, or the row is below another header. Null: no row of the file is either.
 */
export function compileWatchGlance(mapping: Mapping): ((row: PlacedRow) => boolean) | null {
  const { watched = [], otherHeaders = [], openCell, hasLostBlocks = false, rowForms, headerBelow = 0 } = mapping;
  const openLine = openCell?.line ?? 0;
  const isNothing = watched.length === 0 && otherHeaders.length === 0 && openLine === 0 && !hasLostBlocks;
  if (isNothing && headerBelow === 0 && rowForms === undefined) return null;
  return (row) =>
    row.line === openLine ||
    row.line < headerBelow ||
    (otherHeaders.length > 0 && otherHeaderOver(otherHeaders, row.line) > 0) ||
    (hasLostBlocks && hasLostByte(row.text.slice(row.start(0), row.end(row.count - 1)))) ||
    (watched.length > 0 &&
      watched.some(({ column, holds }) => isUnlike(textAt(row, column), kindOf(row.kinds, column), holds))) ||
    (rowForms !== undefined && isShifted(rowForms, row));
}

function isShifted(rowForms: RowForms, row: PlacedRow): boolean {
  if (!isBlank(textAt(row, rowForms.last))) return false;
  return shiftedFrom(rowForms, (at) => formOf(textAt(row, at), kindOf(row.kinds, at))) !== null;
}

function textAt(row: PlacedRow, column: number): string {
  return column < row.count ? row.text.slice(row.start(column), row.end(column)) : "";
}
