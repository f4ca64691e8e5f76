import type { Field } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** What every derivation needs besides the cells; the page and the server use the same values. */
export interface DerivationContext {
  readonly fields: readonly Field[];
  readonly mapping: Mapping;
  /** ISO 3166-1 alpha-2 country of the tenant's telephones, such as CO. */
  readonly country: string;
  /** ISO 4217 code of the tenant's money, such as COP: an amount that names another is an error. Absent: none is looked for. */
  readonly currency?: string;
}
