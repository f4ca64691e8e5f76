import type { Field } from "../../fields/field.ts";
import { nameClaim, type UnderstoodColumn } from "../columns/column-claims.ts";
import { valueFit } from "../columns/value-fit.ts";

/**
 * Whether the header has lost a cell, so that names stand over their neighbours' values: the last column that holds anything has no name,
 * and a name stands over values of another kind, a date's over anything else. A header that only lacks its last name has no such column.
 */
export function hasSlipped(columns: readonly UnderstoodColumn[], fields: readonly Field[]): boolean {
  const filled = columns.filter(({ profile }) => profile.filled > 0);
  const last = filled.at(-1);
  if (last === undefined || !/^Columna \d+$/.test(last.header)) return false;
  return filled.some((column) => {
    const { counts, compactDates } = column.profile;
    if (column.meanings.has("fecha") && counts.dates + compactDates === 0) return true;
    const named = fields.filter((field) => nameClaim(field, column)?.reason === "synonym");
    return named.length > 0 && named.every((field) => valueFit(field, column.profile) === "contradicts");
  });
}
