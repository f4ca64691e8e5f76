import type { Field } from "../fields/field.ts";
import type { HeldDebtors } from "../holds/hold.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** What deriving debtors needs besides the cells. Page and server use the same values. */
export interface DerivationContext {
  readonly fields: readonly Field[];
  readonly mapping: Mapping;
  /** ISO 3166-1 alpha-2 country of the tenant's telephones, such as CO. */
  readonly country: string;
  /**
   * ISO 4217 code of the tenant's money, such as COP: an amount that names another currency is an error.
   * Absent: currencies are not checked.
   */
  readonly currency?: string;
  /** People who are kept out of every load (decision 70). Absent: nobody. */
  readonly held?: HeldDebtors;
}
