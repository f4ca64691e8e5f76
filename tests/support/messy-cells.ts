import fc from "fast-check";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";

/** Cells that mean "no value"; N/A is also an allowed value of the list field. */
const noValues = ["NULL", "N/A", "#N/A", "#¡REF!", "none", "."] as const;

/**
 * Cells as senders write them, by kind of column. The first two of each kind are plain and come more often.
 */
export const messyCells = {
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

type Holds = keyof typeof messyCells;

/** The table's columns in order: kind of content and target field. */
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
  ["date", "obligation.last_pay_date"],
  ["name", "debtor.Address"],
];

const declared = { dateFormat: "DD-MM-YYYY", allowedValues: ["Alta", "Media", "N/A"] } as const;

export const messyFields = fieldsOf([
  { ...declared, level: "debtor", label: "Puntaje", kind: "number" },
  { ...declared, level: "debtor", label: "Nacimiento", kind: "date" },
  { ...declared, level: "obligation", label: "Riesgo", kind: "list" },
]);

/**
 * 39 of 40 cells are one of the first two of their kind: otherwise hardly any row of so many cells would be
 * plain.
 */
const plainOfForty = 39;

function cellOf(holds: Holds): fc.Arbitrary<string> {
  const [first, second, ...others] = messyCells[holds];
  return fc.oneof(
    { weight: plainOfForty, arbitrary: fc.constantFrom(first, second) },
    { weight: 40 - plainOfForty, arbitrary: fc.constantFrom(...others) },
  );
}

/** Nearly all cells are text, as in a CSV; the others are the types that a workbook can give any cell. */
const kind = fc.oneof(
  { weight: 60, arbitrary: fc.constant("t") },
  { weight: 1, arbitrary: fc.constantFrom("n", "d", "b", "e") },
);

export interface MessyRow {
  readonly cells: readonly string[];
  readonly kinds: string | null;
}

const full = messyColumns.length;

/** How a program writes the dates and numbers of a whole row. */
const styles = ["iso", "iso", "dmy", "mdy", "workbook"] as const;
type Style = (typeof styles)[number];

function styled(cell: string, style: Style): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell) ?? [];
  if (year === undefined || style === "iso" || style === "workbook") return cell;
  return style === "dmy" ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
}

/** The type letter that a workbook gives a cell. */
function letterOf(cell: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(cell)) return "d";
  return /^(?:[A-Z]{3} )?\d+(?:\.\d+)?$/.test(cell) ? "n" : "t";
}

type Oddity = (cells: readonly string[]) => readonly string[];

/** Doubles the chance of an oddity that only few mappings report. */
function twice(oddity: Oddity): readonly Oddity[] {
  return [oddity, oddity];
}

/** What may be wrong with a row, whatever its other cells are. */
const oddities: readonly Oddity[] = [
  (cells) => cells.slice(1),
  (cells) => cells.slice(0, -1),
  (cells) => [...cells, "4"],
  (cells) => [...cells, ""],
  (cells) => [...cells, " ", ""],
  (cells) => [...cells, "", "4"],
  (cells) => cells.with(6, "USD 1250"),
  (cells) => cells.with(6, "US$ 1.250"),
  (cells) => cells.with(8, "2025-03-04"),
  (cells) => cells.with(8, "03/04/2025"),
  ...twice((cells) => cells.with(6, "20250131")),
  // A lost block that reads as zeros; a date among days; a row without its last but one cell.
  ...twice((cells) => cells.with(-1, "Calle\0\0\0\0 5")),
  ...twice((cells) => cells.with(9, "2025-01-31")),
  ...twice((cells) => [...cells.slice(0, -2), ...cells.slice(-1), ""]),
];

const own = fc.tuple(...messyColumns.map(([holds]) => cellOf(holds)));
const odd = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...oddities) },
);

export const messyRow: fc.Arbitrary<MessyRow> = fc
  .record({
    own,
    odd,
    style: fc.constantFrom(...styles),
    kinds: fc.option(
      fc.array(kind, { minLength: full, maxLength: full }).map((all) => all.join("")),
      { freq: 1 },
    ),
  })
  .map(({ own, odd, style, kinds }) => {
    const written = own.map((cell) => styled(cell, style));
    const cells = odd === null ? written : odd(written);
    return { cells, kinds: style === "workbook" ? cells.map(letterOf).join("") : kinds };
  });
