import { totalBalanceField } from "../fields/catalogue.ts";
import type { Field, FieldId } from "../fields/field.ts";
import { nameClaim } from "./columns/column-claims.ts";
import { foldHeader, headerMeanings } from "./headers/fold-header.ts";
import type { Mapping } from "./mapping.ts";

/** Whether obligations get a balance; without one their sums are 0, whatever the file holds. */
export function loadsBalance({ columns, constants }: Pick<Mapping, "columns" | "constants">): boolean {
  return (
    columns.some((column) => "field" in column && column.field === totalBalanceField) ||
    constants.some(({ field }) => field === totalBalanceField)
  );
}

/** The field that a header names for certain, whatever values are below it; null if none. */
export function namedField(header: string, fields: readonly Field[]): FieldId | null {
  const read = { folded: foldHeader(header), meanings: headerMeanings(header) };
  const named = fields.find((field) => {
    const claim = nameClaim(field, read);
    return claim?.reason === "synonym" && claim.score >= 1;
  });
  return named?.id ?? null;
}
