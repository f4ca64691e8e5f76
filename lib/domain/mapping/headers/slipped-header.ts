import type { Field } from "../../fields/field.ts";
import { nameClaim, type UnderstoodColumn } from "../columns/column-claims.ts";
import { valueFit } from "../columns/value-fit.ts";

/**
 * Whether the header has lost a cell, so that names are above their neighbours' values: the last filled
 * column, or the last before an empty one (a table of its own may be beside), has no name, and a name is above
 * values of another kind (a date's name above anything else). A header that lacks only its last name has no
 * such mismatch (decision 26).
 */
export function hasSlipped(columns: readonly UnderstoodColumn[], fields: readonly Field[]): boolean {
  const isFilled = (column: UnderstoodColumn | undefined): boolean => (column?.profile.filled ?? 0) > 0;
  const lasts = columns.filter((column, at) => isFilled(column) && !isFilled(columns[at + 1]));
  if (!lasts.some(({ header }) => /^Columna \d+$/.test(header))) return false;
  return columns.filter(isFilled).some((column) => {
    const { counts, compactDates } = column.profile;
    if (column.meanings.has("fecha") && counts.dates + compactDates === 0) return true;
    const named = fields.filter((field) => nameClaim(field, column)?.reason === "synonym");
    return named.length > 0 && named.every((field) => valueFit(field, column.profile) === "contradicts");
  });
}
