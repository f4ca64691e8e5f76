import type { Field } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** What every derivation needs besides the cells; the page and the server use the same values. */
export interface DerivationContext {
  readonly fields: readonly Field[];
  readonly mapping: Mapping;
  /** ISO 3166-1 alpha-2 country of the tenant's telephones, such as CO. */
  readonly country: string;
}
