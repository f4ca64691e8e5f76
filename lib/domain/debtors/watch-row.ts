import type { ColumnMapping, Mapping } from "../mapping/mapping.ts";
import { hasLostBlock, hasLostByte } from "../table/lost-block.ts";
import { otherHeaderOver } from "../table/other-order.ts";
import type { PlacedRow } from "../table/placed-row.ts";
import type { SourceRow } from "../table/table.ts";
import { formOf, type RowForms, shiftedFrom } from "../validation/row-forms.ts";
import { isUnlike } from "../validation/watched-cells.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { isBlank, kindOf, type StepReader } from "./step-reader.ts";

/** Tells what the page has found out about its file and a row shows: cells that none of its fields is read from, too. Null: nothing. */
export function compileRowWatch(
  { fields, mapping }: DerivationContext,
  reader: StepReader,
): ((source: SourceRow) => void) | null {
  const { watched = [], openCell, hasLostBlocks = false, rowForms, headerBelow = 0 } = mapping;
  const isNothing = watched.length === 0 && openCell === undefined && !hasLostBlocks && headerBelow === 0;
  if (isNothing && rowForms === undefined) return null;
  const openColumn = openCell === undefined ? undefined : mapping.columns[openCell.column];
  const openField = fields.find(
    ({ id }) => openColumn !== undefined && "field" in openColumn && id === openColumn.field,
  );
  return ({ line, cells, kinds }) => {
    if (line < headerBelow) reader.add("row_above_header", null, null, { line: headerBelow }, undefined);
    for (const { column, holds } of watched) {
      const value = cells[column] ?? "";
      if (isUnlike(value, kindOf(kinds, column), holds)) reader.add("cell_unlike", column, null, { value }, undefined);
    }
    if (openCell !== undefined && line === openCell.line && cells[openCell.column]?.trim() === openCell.text)
      reader.add("cell_perhaps_cut", openCell.column, openField ?? null, { value: openCell.text }, undefined);
    const lost = hasLostBlocks ? cells.findIndex((cell, column) => isLost(cell, mapping.columns[column])) : -1;
    if (lost >= 0) reader.add("row_lost_block", lost, null, {}, undefined);
    if (rowForms === undefined || !isBlank(cells[rowForms.last] ?? "")) return;
    const from = shiftedFrom(rowForms, (at) => formOf(cells[at] ?? "", kindOf(kinds, at)));
    if (from !== null) reader.add("row_perhaps_shifted", from, null, { value: cells[from] ?? "" }, undefined);
  };
}

/** A byte alone harms what is loaded; a block may have taken more than its cell. */
function isLost(cell: string, column: ColumnMapping | undefined): boolean {
  return hasLostBlock(cell) || (column !== undefined && "field" in column && hasLostByte(cell));
}

/** Whether a row where it stands shows any of it, or stands below another header. Null: none of the file's does. */
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
