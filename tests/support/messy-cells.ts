import fc from "fast-check";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";

/** Cells that say there is no value; N/A is one of the list's values. */
const noValues = ["NULL", "N/A", "#N/A", "#¡REF!", "none", "."] as const;

/** Cells as they are sent and as they come, by what their column holds. The plain ones stand in front and come more often. */
const cells = {
  identification: [
    "1234567",
    "7.654.321",
    "7654321",
    "1,234.567",
    "012.345",
    "1.234.56",
    "1.000",
    "900123456",
    "00123",
    "1.234.567",
    "CC 1234567",
    "CE-1234567",
    "NIT 7654321",
    "900123456-7",
    "1,2E+09",
    "",
    "ABC12",
  ],
  name: [
    "Ana Ruiz",
    "Luis Peña",
    "ANA RUIZ",
    "Łukasz",
    "MuÃ±oz",
    " Ana",
    "-",
    "",
    "José  Díaz",
    "x".repeat(998),
    ...noValues,
    "=1+1",
    "Mar?a",
  ],
  email: [
    "ana@x.co",
    "luis@gmail.com",
    "ANA@x.co",
    "luis@gmial.com",
    "ana@x",
    "a@x.co; b@x.co",
    "notiene@x.co",
    "",
    "ana@-x.co",
  ],
  telephone: ["3001234567", "6012345678", "300 123 4567", "+57 300 1234567", "12345", "3991234567", "", "no tiene"],
  obligation: [
    "A1",
    "A2",
    "A3",
    "A4",
    "1001",
    "4570123412345680",
    "001001",
    "B-77",
    "1001.0",
    "5,1E+15",
    "-",
    "",
    ...noValues,
  ],
  amount: [
    "150000",
    "0",
    "1.234,56",
    "12",
    "1.234.567",
    "-5",
    "$ 1.000",
    "1,234.56",
    "0,5",
    "007",
    "12abc",
    "",
    "999999999999,99",
    "1,005",
    ...noValues,
  ],
  date: [
    "2025-01-31",
    "2024-12-30",
    "2025-03-11",
    "31/01/2025",
    "1/2/2025",
    "31-01-2025",
    "31/02/2025",
    "01.02.1901",
    "20250131",
    "310125",
    "50126",
    "5012026",
    "31-ene-2025",
    "31/01/25",
    "00/00/0000",
    "",
    ...noValues,
  ],
  days: ["30", "0", "120", "99999", "007", "-3", "30 días", "1.5", "", "x"],
  number: ["5", "25", "1.234,5", "0,25", "12abc", "", "1e5"],
  list: ["Alta", "Media", "alta", "Otra", "", ...noValues],
} as const;

type Holds = keyof typeof cells;

/** The table's columns in order: what they hold and where they are loaded. */
export const messyColumns: readonly (readonly [Holds, string])[] = [
  ["identification", "debtor.Identification"],
  ["name", "debtor.Name"],
  ["email", "debtor.Email"],
  ["telephone", "debtor.Telephone"],
  ["obligation", "obligation.id"],
  ["name", "obligation.name"],
  ["amount", "obligation.total_balance"],
  ["amount", "obligation.balance_payment"],
  ["date", "obligation.expiring_date"],
  ["days", "obligation.days_delay"],
  ["number", "debtor.custom.Puntaje"],
  ["list", "obligation.custom.Riesgo"],
  ["date", "debtor.custom.Nacimiento"],
  ["name", "debtor.Address"],
];

const declared = { dateFormat: "DD-MM-YYYY", allowedValues: ["Alta", "Media", "N/A"] } as const;

export const messyFields = fieldsOf([
  { ...declared, level: "debtor", label: "Puntaje", kind: "number" },
  { ...declared, level: "debtor", label: "Nacimiento", kind: "date" },
  { ...declared, level: "obligation", label: "Riesgo", kind: "list" },
]);

/** How likely a cell is one of the first two of its kind: without that, hardly a row of so many cells would be plain. */
const plainOfForty = 39;

function cellOf(holds: Holds): fc.Arbitrary<string> {
  const [first, second, ...others] = cells[holds];
  return fc.oneof(
    { weight: plainOfForty, arbitrary: fc.constantFrom(first, second) },
    { weight: 40 - plainOfForty, arbitrary: fc.constantFrom(...others) },
  );
}

/** Nearly all cells are text, as in a CSV; the others are what a workbook may say of any cell. */
const kind = fc.oneof(
  { weight: 60, arbitrary: fc.constant("t") },
  { weight: 1, arbitrary: fc.constantFrom("n", "d", "b", "e") },
);

export interface MessyRow {
  readonly cells: readonly string[];
  readonly kinds: string | null;
}

/** Cells behind those that have a name. */
const beyond = [["4"], [""], [" ", ""], ["", "4"]];

const full = messyColumns.length;

export const messyRow: fc.Arbitrary<MessyRow> = fc.record({
  cells: fc.tuple(fc.tuple(...messyColumns.map(([holds]) => cellOf(holds))), fc.nat(30)).map(([cells, drawn]) => {
    if (drawn <= 1) return drawn === 0 ? cells.slice(1) : cells.slice(0, -1);
    return drawn < 6 ? [...cells, ...(beyond[drawn - 2] ?? [])] : cells;
  }),
  kinds: fc.option(
    fc.array(kind, { minLength: messyColumns.length, maxLength: messyColumns.length }).map((all) => all.join("")),
    {
      freq: 1,
    },
  ),
});

/** Mappings of such a table: every policy, default and reading that changes what is made of a cell. */
export const messyContext: fc.Arbitrary<DerivationContext> = fc
  .record({
    decimalMark: fc.constantFrom(",", ".", undefined),
    dateOrder: fc.constantFrom("dmy", "mdy", "ymd", undefined),
    datedCells: fc.constantFrom("kept", "swapped", "swapped_texts", undefined),
    amountUnit: fc.constantFrom("written", "thousands", "millions", undefined),
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
    rowWidth: fc.constantFrom(
      { least: full, most: full },
      { least: full, most: full, padded: full, filled: full - 1 },
      { least: full + 1, most: full, padded: full + 1, filled: full },
      undefined,
    ),
    watched: fc.constantFrom(
      undefined,
      [{ column: 8, holds: "dates" }],
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
    unmapped: fc.subarray(["debtor.Address", "obligation.days_delay", "obligation.total_balance"]),
    isJoined: fc.boolean(),
    country: fc.constantFrom("CO", "CO", "BR"),
  })
  .map(
    ({
      decimalMark,
      dateOrder,
      datedCells,
      amountUnit,
      hasCompactDates,
      dayCount,
      unmapped,
      isJoined,
      country,
      ...said
    }) => ({
      fields: messyFields,
      country,
      mapping: mappingSchema.parse({
        ...said,
        columns: columnsOf(
          { decimalMark, dateOrder, datedCells, amountUnit, hasCompactDates, dayCount },
          unmapped,
          isJoined,
        ),
      }) as Mapping,
    }),
  );

/** Where names are joined, the address is the rest of the name. */
function columnsOf(reading: object, unmapped: readonly string[], isJoined: boolean): object[] {
  return messyColumns.map(([, field]) => {
    if (isJoined && (field === "debtor.Name" || field === "debtor.Address"))
      return { state: "joined", field: "debtor.Name", position: field === "debtor.Name" ? 0 : 1 };
    return unmapped.includes(field) ? { state: "left_out" } : { state: "field", field, reading };
  });
}
