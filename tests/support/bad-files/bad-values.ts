import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { type WorkbookCell, xlsxFile } from "./xlsx-file.ts";

/** The columns of every case, in order; a case replaces some cells of a sound row. */
export const valueColumns = [
  ["Cédula", "debtor.Identification"],
  ["Nombre", "debtor.Name"],
  ["Correo", "debtor.Email"],
  ["Celular", "debtor.Telephone"],
  ["Crédito", "obligation.id"],
  ["Producto", "obligation.name"],
  ["Saldo", "obligation.total_balance"],
  ["Vence", "obligation.expiring_date"],
  ["Mora", "obligation.days_delay"],
] as const;

type Column = (typeof valueColumns)[number][0];

const sound: Record<Column, string> = {
  Cédula: "1020304050",
  Nombre: "Ana Peña",
  Correo: "ana@correo.example.com",
  Celular: "3001234567",
  Crédito: "C-1",
  Producto: "Consumo",
  Saldo: "1500",
  Vence: "2026-01-31",
  Mora: "10",
};

/** One cell that is hard to read, and what it must become. */
export interface BadValue {
  readonly name: string;
  readonly column: Column;
  /** A text is written to a CSV file, anything else to a workbook. */
  readonly cell: WorkbookCell;
  readonly reading?: CellReading;
  /** The value sent; undefined: the key is absent; null: the debtor is left out, for one of `issues`. */
  readonly sent: string | null | undefined;
  readonly issues?: readonly IssueCode[];
}

export const badValues: readonly BadValue[] = [
  { name: "leading zeros of an identification", column: "Cédula", cell: "0012345678", sent: "0012345678" },
  { name: "an identification with dots", column: "Cédula", cell: "1.020.304.050", sent: "1020304050" },
  { name: "an identification with commas", column: "Cédula", cell: "1,020,304,050", sent: "1020304050" },
  {
    name: "an identification with its document's kind",
    column: "Cédula",
    cell: "C.C. No. 1.020.304.050",
    sent: "1020304050",
  },
  { name: "a passport", column: "Cédula", cell: "AX123456", sent: "AX123456" },
  { name: "a NIT with its check digit", column: "Cédula", cell: "NIT 800.197.268-4", sent: "800197268" },
  {
    name: "a NIT with a wrong check digit",
    column: "Cédula",
    cell: "800.197.268-9",
    sent: "800197268-9",
    issues: ["identification_check_digit"],
  },
  { name: "an identification that was a float", column: "Cédula", cell: "1020304050.0", sent: "1020304050" },
  {
    name: "an identification in whole scientific notation",
    column: "Cédula",
    cell: "1,020304051E+09",
    sent: "1020304051",
  },
  {
    // The last digit may have been a zero or may have been rounded away: nobody can tell.
    name: "an identification in scientific notation one digit short",
    column: "Cédula",
    cell: "1,02030405E+09",
    sent: null,
    issues: ["identification_digits_lost"],
  },
  {
    name: "an identification in scientific notation with digits lost",
    column: "Cédula",
    cell: "1,0203E+09",
    sent: null,
    issues: ["identification_digits_lost"],
  },
  { name: "an identification as a number", column: "Cédula", cell: 1020304050, sent: "1020304050" },
  {
    name: "an identification of 17 digits as a number",
    column: "Cédula",
    cell: 12345678901234568,
    sent: null,
    issues: ["identification_digits_lost"],
  },
  {
    name: "an identification with decimals as a number",
    column: "Cédula",
    cell: 1020304050.5,
    sent: null,
    issues: ["identification_malformed"],
  },
  {
    name: "an identification of zeros",
    column: "Cédula",
    cell: "0000000000",
    sent: null,
    issues: ["identification_malformed"],
  },
  {
    name: "a remark for an identification",
    column: "Cédula",
    cell: "NO APLICA",
    sent: null,
    issues: ["identification_malformed"],
  },
  {
    name: "an identification that is a truth value",
    column: "Cédula",
    cell: { b: true },
    sent: null,
    issues: ["identification_malformed"],
  },
  {
    name: "an identification that is an error",
    column: "Cédula",
    cell: { e: "#N/A" },
    sent: null,
    issues: ["cell_error"],
  },
  {
    name: "zero-width characters within an identification",
    column: "Cédula",
    cell: "\u200b1020\u200d304050\ufeff",
    sent: "1020304050",
  },
  {
    name: "an apostrophe of Excel before an identification",
    column: "Cédula",
    cell: "'1020304050",
    sent: "1020304050",
  },
  { name: "an apostrophe of Excel before a telephone", column: "Celular", cell: "'3001234567", sent: "3001234567" },
  { name: "an apostrophe of Excel before an obligation", column: "Crédito", cell: "'00123", sent: "00123" },
  {
    name: "non-breaking spaces around an identification",
    column: "Cédula",
    cell: "\u00a01020304050\u00a0",
    sent: "1020304050",
  },
  {
    name: "full-width digits",
    column: "Cédula",
    cell: "１０２０３０４０５０",
    sent: null,
    issues: ["identification_malformed"],
  },
  { name: "a name that is turned around", column: "Nombre", cell: "Ana \u202eañeP\u202c", sent: "Ana añeP" },
  { name: "control characters in a name", column: "Nombre", cell: "Ana\u0007\u0000 Peña", sent: "Ana Peña" },
  { name: "a name with line breaks", column: "Nombre", cell: "Ana\nPeña", sent: "Ana Peña" },
  {
    name: "markup in a name",
    column: "Nombre",
    cell: "<img src=x onerror=alert(1)>",
    sent: "<img src=x onerror=alert(1)>",
  },
  { name: "a formula in a name", column: "Nombre", cell: "=1+1", sent: "=1+1", issues: ["text_formula"] },
  { name: "a name encoded twice", column: "Nombre", cell: "Ana PeÃ±a", sent: "Ana PeÃ±a", issues: ["text_garbled"] },
  {
    name: "a name of a megabyte",
    column: "Nombre",
    cell: "x".repeat(1024 * 1024),
    sent: null,
    issues: ["text_too_long"],
  },
  {
    name: "a name that is only a dash",
    column: "Nombre",
    cell: "-",
    sent: null,
    issues: ["value_absent", "required_missing"],
  },
  {
    name: "several e-mails",
    column: "Correo",
    cell: "ana@x.example.com; eva@x.example.com",
    sent: "ana@x.example.com",
    issues: ["email_several"],
  },
  {
    name: "a slip in an e-mail",
    column: "Correo",
    cell: "ana@gmail.con",
    sent: "ana@gmail.con",
    issues: ["email_slip"],
  },
  { name: "an e-mail with a comma", column: "Correo", cell: "ana@gmail,com", sent: null, issues: ["email_malformed"] },
  {
    name: "an e-mail with a blank",
    column: "Correo",
    cell: "ana perez@correo.example.com",
    sent: null,
    issues: ["email_malformed"],
  },
  { name: "words for an e-mail", column: "Correo", cell: "NO TIENE", sent: null, issues: ["email_malformed"] },
  { name: "a telephone with its country", column: "Celular", cell: "+57 (300) 123-4567", sent: "3001234567" },
  { name: "a telephone with 57 and no sign", column: "Celular", cell: "573001234567", sent: "3001234567" },
  { name: "a telephone as a number", column: "Celular", cell: 3001234567, sent: "3001234567" },
  {
    name: "a telephone in scientific notation with digits lost",
    column: "Celular",
    cell: "3,00123E+09",
    sent: null,
    issues: ["telephone_digits_lost"],
  },
  {
    name: "several telephones",
    column: "Celular",
    cell: "3001234567 - 3109876543",
    sent: "3001234567",
    issues: ["telephone_several"],
  },
  { name: "a short telephone", column: "Celular", cell: "31949", sent: "31949", issues: ["telephone_short"] },
  { name: "a telephone of zeros", column: "Celular", cell: "0000000000", sent: null, issues: ["telephone_malformed"] },
  {
    name: "thousands with dots",
    column: "Saldo",
    cell: "1.234.567,89",
    reading: { decimalMark: "," },
    sent: "1234567.89",
  },
  {
    name: "thousands with commas",
    column: "Saldo",
    cell: "1,234,567.89",
    reading: { decimalMark: "." },
    sent: "1234567.89",
  },
  {
    name: "marks against the column's reading",
    column: "Saldo",
    cell: "1,234,567.89",
    reading: { decimalMark: "," },
    sent: null,
    issues: ["amount_malformed"],
  },
  { name: "marks that nobody has read yet", column: "Saldo", cell: "1.234", sent: null, issues: ["amount_ambiguous"] },
  {
    name: "thousands that do not group by three",
    column: "Saldo",
    cell: "1.23.456",
    reading: { decimalMark: "," },
    sent: null,
    issues: ["amount_malformed"],
  },
  { name: "letters behind an amount", column: "Saldo", cell: "12abc", sent: null, issues: ["amount_malformed"] },
  {
    name: "a negative amount in parentheses",
    column: "Saldo",
    cell: "($ 1.234,50)",
    reading: { decimalMark: "," },
    sent: "-1234.50",
    issues: ["amount_negative"],
  },
  { name: "a zero of the accounting format", column: "Saldo", cell: " $ -   ", sent: "0" },
  { name: "a percentage for an amount", column: "Saldo", cell: "12%", sent: null, issues: ["amount_malformed"] },
  { name: "a float's noise in an amount", column: "Saldo", cell: 1234.1000000000001, sent: "1234.10" },
  {
    name: "an amount of more than a trillion",
    column: "Saldo",
    cell: "12345678901234",
    sent: null,
    issues: ["amount_too_large"],
  },
  {
    name: "an amount that is a truth value",
    column: "Saldo",
    cell: { b: true },
    sent: null,
    issues: ["amount_malformed"],
  },
  {
    name: "an amount that is a date",
    column: "Saldo",
    cell: { d: "2026-01-31" },
    sent: null,
    issues: ["amount_malformed"],
  },
  { name: "an amount that is an error", column: "Saldo", cell: { e: "#REF!" }, sent: null, issues: ["cell_error"] },
  {
    name: "a formula that was never calculated",
    column: "Saldo",
    cell: { formula: "SUM(A1:A9)" },
    sent: null,
    issues: ["formula_without_value"],
  },
  { name: "an empty amount", column: "Saldo", cell: "", sent: undefined },
  {
    name: "a date that is not in the calendar",
    column: "Vence",
    cell: "31/02/2026",
    reading: { dateOrder: "dmy" },
    sent: null,
    issues: ["date_impossible"],
  },
  { name: "a leap day", column: "Vence", cell: "29/02/2024", reading: { dateOrder: "dmy" }, sent: "2024-02-29" },
  { name: "a date nobody has read yet", column: "Vence", cell: "03/04/2026", sent: null, issues: ["date_ambiguous"] },
  { name: "a date of zeros", column: "Vence", cell: "00/00/0000", sent: undefined },
  {
    name: "a date with a time",
    column: "Vence",
    cell: "31/01/2026 00:00:00",
    reading: { dateOrder: "dmy" },
    sent: "2026-01-31",
  },
  { name: "a date with a month's name", column: "Vence", cell: "31-ene-2026", sent: "2026-01-31" },
  { name: "a date's serial number", column: "Vence", cell: 46053, sent: "2026-01-31" },
  { name: "a real date", column: "Vence", cell: { d: "2026-01-31" }, sent: "2026-01-31" },
  {
    name: "a date of another century",
    column: "Vence",
    cell: "31/01/0026",
    reading: { dateOrder: "dmy" },
    sent: "0026-01-31",
    issues: ["date_unlikely"],
  },
  { name: "words for a date", column: "Vence", cell: "pendiente", sent: null, issues: ["date_malformed"] },
  { name: "letters behind days", column: "Mora", cell: "12abc", sent: null, issues: ["days_malformed"] },
  { name: "a range of days", column: "Mora", cell: "31-60", sent: null, issues: ["days_malformed"] },
  { name: "half a day", column: "Mora", cell: 10.5, sent: null, issues: ["days_malformed"] },
  { name: "whole days with a unit", column: "Mora", cell: "33 días", sent: "33" },
  {
    name: "an obligation's number of 16 digits as text",
    column: "Crédito",
    cell: "4512345678901234",
    sent: "4512345678901234",
  },
  {
    name: "an obligation's number of 16 digits as a number",
    column: "Crédito",
    cell: 4512345678901234,
    sent: "4512345678901234",
  },
  {
    // Excel writes a zero for a digit that it cannot store.
    name: "an obligation's number of 16 digits as a number that ends in 0",
    column: "Crédito",
    cell: 4512345678901230,
    sent: null,
    issues: ["identification_last_digit"],
  },
];

/** A file of two rows: the case's, and a sound one of another debtor. */
export function valueFile({ column, cell }: BadValue): Blob {
  const headers = valueColumns.map(([header]) => header);
  const row = headers.map((header) => (header === column ? cell : sound[header]));
  const other = headers.map((header) =>
    header === "Cédula" ? "1020304099" : header === "Crédito" ? "C-2" : sound[header],
  );
  if (typeof cell === "string") {
    const quoted = [headers, row, other].map((cells) =>
      cells.map((text) => `"${String(text).replaceAll('"', '""')}"`).join(";"),
    );
    return new Blob([`${quoted.join("\n")}\n`]);
  }
  return xlsxFile({ sheets: [{ name: "H", rows: [headers, row, other] }] });
}
