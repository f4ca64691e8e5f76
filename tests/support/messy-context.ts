import fc from "fast-check";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { formOf } from "#lib/domain/validation/row-forms.ts";
import { messyCells, messyColumns, messyFields } from "./messy-cells.ts";

const full = messyColumns.length;

/** The forms of each column's usual cells, in text files and in workbooks. */
const rowForms = {
  last: full - 1,
  usual: messyColumns.map(([holds]) =>
    messyCells[holds].slice(0, 2).reduce((forms, cell) => forms | formOf(cell, "text") | formOf(cell, "number"), 0),
  ),
};

/** Mappings of such a table, with every policy, default and reading that changes what a cell becomes. */
export const messyContext: fc.Arbitrary<DerivationContext> = fc
  .record({
    decimalMark: fc.constantFrom(",", ".", undefined),
    dateOrder: fc.constantFrom("dmy", "mdy", "ymd", undefined),
    datedCells: fc.constantFrom("kept", "swapped", "swapped_texts", undefined),
    amountUnit: fc.constantFrom("written", "hundreds", "thousands", "millions", "hundredths", undefined),
    hasCompactDates: fc.constantFrom(true, undefined),
    dayCount: fc.constantFrom("1900", "1904", undefined),
    leftOut: fc.subarray([
      { code: "email_slip", field: "debtor.Email" },
      { code: "telephone_short", field: "debtor.Telephone" },
      { code: "payment_above_balance", field: "obligation.balance_payment" },
      { code: "obligation_of_two_debtors", field: "obligation.id" },
    ]),
    defaults: fc.subarray([
      { field: "debtor.Email", value: "sin@correo.co" },
      { field: "debtor.Telephone", value: "12345" },
      { field: "obligation.id", value: "A1" },
      { field: "obligation.total_balance", value: "150000" },
    ]),
    constants: fc.subarray([{ field: "obligation.portfolio_type", value: "Castigada" }]),
    conflicts: fc.subarray([
      { field: "debtor.Name", policy: "leave_out" },
      { field: "debtor.Email", policy: "most_frequent" },
      { field: "obligation.id", policy: "first" },
    ]),
    hasBothOrders: fc.constantFrom(true, undefined, undefined),
    hasStrayNumbers: fc.constantFrom(true, undefined, undefined),
    isFrom1904: fc.constantFrom(true, undefined),
    hasLostBlocks: fc.constantFrom(true, undefined),
    headerBelow: fc.constantFrom(4, undefined, undefined),
    rowForms: fc.constantFrom(rowForms, undefined),
    otherHeaders: fc.constantFrom(
      undefined,
      undefined,
      [{ line: 8, until: 12 }],
      [{ line: 8, from: 9, until: 12, places: messyColumns.map((_, column) => (column + 1) % full) }],
    ),
    currency: fc.constantFrom("COP", "USD", undefined),
    rowWidth: fc.constantFrom(
      { least: full, most: full },
      { least: full, most: full, padded: full, filled: full - 1 },
      { least: full + 1, most: full, padded: full + 1, filled: full },
      undefined,
    ),
    watched: fc.constantFrom(
      undefined,
      [{ column: 8, holds: "dates" }],
      [{ column: 9, holds: "numbers" }],
      [
        { column: 6, holds: "numbers" },
        { column: 12, holds: "dates" },
        { column: 2, holds: "mails" },
      ],
    ),
    openCell: fc.constantFrom(undefined, undefined, { line: 3, column: 6, text: "150000" }),
    accepted: fc.constantFrom(
      undefined,
      [{ code: "row_short" }, { code: "row_long", line: 4 }],
      [{ code: "document_types_differ" }, { code: "identification_last_digit" }],
    ),
    cutOff: fc.constantFrom("2025-03-02", "none", undefined),
    paymentsUntil: fc.constantFrom("2025-01-02", "2025-03-02", undefined, undefined),
    unmapped: fc.subarray([
      "debtor.Address",
      "obligation.days_delay",
      "obligation.total_balance",
      "debtor.custom.Nacimiento",
      "obligation.last_pay_date",
    ]),
    isJoined: fc.boolean(),
    country: fc.constantFrom("CO", "CO", "BR"),
  })
  .map(({ unmapped, isJoined, country, currency, ...said }) => {
    const mapping: Mapping = mappingSchema.parse({ ...said, columns: columnsOf(said, unmapped, isJoined) });
    return { fields: messyFields, country, mapping, ...(currency === undefined ? {} : { currency }) };
  });

/** If names are joined, the address column is the second part of the name. */
function columnsOf(reading: object, unmapped: readonly string[], isJoined: boolean): object[] {
  return messyColumns.map(([, field]) => {
    if (isJoined && (field === "debtor.Name" || field === "debtor.Address"))
      return { state: "joined", field: "debtor.Name", position: field === "debtor.Name" ? 0 : 1 };
    return unmapped.includes(field) ? { state: "left_out" } : { state: "field", field, reading };
  });
}
