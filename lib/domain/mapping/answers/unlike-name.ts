import type { Field, FieldId } from "../../fields/field.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import type { Mapping } from "../mapping.ts";
import { namedField } from "../unloaded.ts";
import { columnOfField } from "./edit-mapping.ts";

const maxCharacters = 60;

/**
 * For an undecided column whose name clearly names a field that no column gives: that field and a value that
 * does not look like it (cut to 60 characters). Otherwise null.
 */
export function unlikeItsName(
  { index, header, samples, proposal }: ColumnReport,
  mapping: Mapping,
  fields: readonly Field[],
): { readonly field: FieldId; readonly example: string } | null {
  const example = samples[0]?.slice(0, maxCharacters);
  if (mapping.columns[index]?.state !== "unmapped" || proposal !== null || example === undefined) return null;
  const field = namedField(header, fields);
  return field === null || columnOfField(mapping, field) !== null ? null : { field, example };
}
