import type { ColumnMapping } from "../mapping/mapping.ts";
import { hasLostBlock, hasLostByte } from "../table/lost-block.ts";
import type { SourceRow } from "../table/table.ts";
import { formOf, shiftedFrom } from "../validation/row-forms.ts";
import { isUnlike } from "../validation/watched-cells.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { isBlank, kindOf, type StepReader } from "./step-reader.ts";

/**
 * Reports on a row what the page found out about the whole file and wrote into the mapping, in unmapped
 * columns too. Null if the mapping has nothing to watch for.
 */
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

/** A lost byte matters only in a mapped column; a lost block may have taken more than its own cell. */
function isLost(cell: string, column: ColumnMapping | undefined): boolean {
  return hasLostBlock(cell) || (column !== undefined && "field" in column && hasLostByte(cell));
}
