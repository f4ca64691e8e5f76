import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { portfolioFields } from "./portfolio-rows.ts";

const fields = fieldsOf([
  { level: "debtor", label: "Ciudad", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  { level: "obligation", label: "Sucursal", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
]);

/**
 * All sixteen columns mapped as a supervisor leaves them, so every cell of the file is cleaned and checked.
 */
export const portfolioContext: DerivationContext = {
  fields,
  country: "CO",
  mapping: {
    layout: "row_per_obligation",
    columns: portfolioFields.map((field) => ({
      state: "field",
      field,
      group: 0,
      reading: { decimalMark: ",", dateOrder: "dmy" },
    })),
    constants: [],
    defaults: [],
    separators: [],
    conflicts: [],
  },
};
