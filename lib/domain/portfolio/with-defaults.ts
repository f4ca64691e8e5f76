import type { Field } from "../fields/field.ts";
import { columnOfField, setConstant } from "../mapping/answers/edit-mapping.ts";
import type { Mapping } from "../mapping/mapping.ts";

/**
 * The mapping with a portfolio's default values for the fields that neither a column nor a remembered value gives.
 * An identification is never one value for every row.
 */
export function withDefaults(
  mapping: Mapping,
  defaults: Readonly<Record<string, string>>,
  fields: readonly Field[],
): Mapping {
  return fields.reduce((given, { id, kind }) => {
    const value = defaults[id];
    const isGiven = columnOfField(given, id) !== null || given.constants.some(({ field }) => field === id);
    return value === undefined || isGiven || kind === "identification" ? given : setConstant(given, id, value);
  }, mapping);
}
