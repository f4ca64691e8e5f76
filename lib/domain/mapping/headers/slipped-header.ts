import type { Field } from "../../fields/field.ts";
import { nameClaim, type UnderstoodColumn } from "../columns/column-claims.ts";
import type { ColumnProfile } from "../columns/column-profile.ts";
import { valueFit } from "../columns/value-fit.ts";
import { isNameless } from "./is-nameless.ts";

/**
 * Whether the header has lost a cell, so that names are above their neighbours' values: the last filled
 * column, or the last before an empty one (a table of its own may be beside), has no name, and a name is above
 * values of another kind (a date's name above anything else, a class above figures beside words). A header
 * that lacks only its last name has no such mismatch (decision 26).
 */
export function hasSlipped(columns: readonly UnderstoodColumn[], fields: readonly Field[]): boolean {
  const isFilled = (column: UnderstoodColumn | undefined): boolean => (column?.profile.filled ?? 0) > 0;
  const lasts = columns.filter((column, at) => isFilled(column) && !isFilled(columns[at + 1]));
  if (!lasts.some(({ header }) => isNameless(header))) return false;
  return columns.some((column, at) => {
    const { filled, counts, compactDates } = column.profile;
    if (filled === 0) return false;
    if (column.meanings.has("fecha") && counts.dates + compactDates === 0) return true;
    const next = columns[at + 1];
    const hasWordsBeside = next !== undefined && isWords(next.profile) && !isWords(column.profile);
    const named = fields.filter((field) => nameClaim(field, column)?.reason === "synonym");
    // Any value is accepted as a class, also a figure.
    const isUnlike = (field: Field): boolean =>
      (field.kind === "text" && hasWordsBeside) || valueFit(field, column.profile) === "contradicts";
    return named.length > 0 && named.every(isUnlike);
  });
}

function isWords({ counts, filled }: ColumnProfile): boolean {
  return filled > 0 && counts.texts >= filled * 0.5;
}
