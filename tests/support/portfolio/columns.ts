import { cutOff } from "./obligation.ts";
import type { Portfolio, PortfolioRow, PortfolioRows } from "./portfolio.ts";
import { randomAt } from "./random.ts";
import { advisers, familyNames, givenNames } from "./vocabulary.ts";

/** A cell as a workbook holds it; a text file writes all of them as text. Money in cents, dates as ISO. */
export type Cell =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "money"; readonly cents: number }
  | { readonly is: "date"; readonly iso: string }
  | { readonly is: "whole"; readonly value: number }
  | { readonly is: "blank" };

export interface Column {
  readonly header: string;
  /** Its field; null for the decoys that every bank adds. */
  readonly field: string | null;
  cell(row: PortfolioRow): Cell;
}

const blank: Cell = { is: "blank" };
const text = (value: string | null): Cell => (value === null ? blank : { is: "text", text: value });
const money = (cents: number | null): Cell => (cents === null ? blank : { is: "money", cents });
const date = (iso: string | null): Cell => (iso === null ? blank : { is: "date", iso });

/** Twenty-six columns: fourteen that are wanted, and others that look just like them. */
export const columns: readonly Column[] = [
  { header: "FECHA CORTE", field: null, cell: (row) => date(row.cutOff ?? cutOff) },
  { header: "TIPO DOC", field: null, cell: () => text("CC") },
  {
    header: "NRO DOCUMENTO",
    field: "debtor.Identification",
    cell: ({ debtor, error }) => text(error === "identification" ? "1,0E+07" : debtor.identification),
  },
  { header: "NOMBRE CLIENTE", field: "debtor.Name", cell: ({ debtor }) => text(debtor.name) },
  { header: "DIRECCIÓN RESIDENCIA", field: "debtor.Address", cell: ({ debtor }) => text(debtor.address) },
  { header: "CIUDAD", field: null, cell: ({ debtor }) => text(debtor.city) },
  { header: "DEPARTAMENTO", field: null, cell: ({ debtor }) => text(debtor.department) },
  {
    header: "CEL CLIENTE",
    field: "debtor.Telephone",
    cell: ({ debtor, error }) => text(error === "telephone" ? "3,01E+09" : debtor.telephone),
  },
  { header: "TEL OFICINA", field: null, cell: ({ debtor }) => text(debtor.landline) },
  { header: "CORREO ELECTRÓNICO", field: "debtor.Email", cell: ({ debtor }) => text(debtor.email) },
  { header: "NRO OBLIGACIÓN", field: "obligation.id", cell: ({ obligation }) => text(obligation.id) },
  { header: "PRODUCTO", field: "obligation.name", cell: ({ obligation }) => text(obligation.product) },
  {
    header: "TIPO CARTERA",
    field: "obligation.portfolio_type",
    cell: ({ obligation }) => text(obligation.portfolioType),
  },
  {
    header: "SLD TOTAL",
    field: "obligation.total_balance",
    cell: ({ obligation, error }) => (error === "amount" ? text("12abc") : money(obligation.totalCents)),
  },
  { header: "SLD CAPITAL", field: null, cell: ({ obligation }) => money(obligation.capitalCents) },
  { header: "SLD INTERÉS CTE", field: null, cell: ({ obligation }) => money(obligation.interestCents) },
  { header: "SLD MORA", field: null, cell: ({ obligation }) => money(obligation.arrearsCents) },
  { header: "VLR CUOTA", field: null, cell: ({ obligation }) => money(obligation.instalmentCents) },
  {
    header: "DÍAS MORA",
    field: "obligation.days_delay",
    cell: ({ obligation }) => ({ is: "whole", value: obligation.daysDelay }),
  },
  {
    header: "FEC VENCIMIENTO",
    field: "obligation.expiring_date",
    cell: ({ obligation, error }) => (error === "date" ? text("31/02/2026") : date(obligation.expiringDate)),
  },
  { header: "VLR ÚLT PAGO", field: "obligation.last_pay", cell: ({ obligation }) => money(obligation.lastPayCents) },
  { header: "FEC ÚLT PAGO", field: "obligation.last_pay_date", cell: ({ obligation }) => date(obligation.lastPayDate) },
  {
    header: "SLD POR PAGAR",
    field: "obligation.balance_payment",
    cell: ({ obligation }) => money(obligation.pendingCents),
  },
  { header: "NOMBRE CODEUDOR", field: null, cell: ({ row }) => text(otherName(row)) },
  { header: "CEL CODEUDOR", field: null, cell: ({ row }) => text(`3155${String(row % 1_000_000).padStart(6, "0")}`) },
  { header: "ASESOR", field: null, cell: ({ row }) => text(randomAt(7, row, 4).pick(advisers)) },
];

function otherName(row: number): string {
  const random = randomAt(11, row, 5);
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}

/** What is written: rows above the header, the header, and rows with as many cells as headers. */
export interface Sheet {
  readonly titles: readonly (readonly string[])[];
  readonly headers: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
  /** Rows below the data; none if absent. */
  readonly footer?: readonly (readonly Cell[])[];
}

/** A portfolio in its bank's layout. The rows are made while they are written. */
export function sheetOf(portfolio: Portfolio): Sheet {
  return { titles, headers: columns.map((column) => column.header), rows: cellsOf(portfolio) };
}

/** Its rows, cell by cell in the order of `columns`. */
export function* cellsOf(portfolio: PortfolioRows): Generator<readonly Cell[]> {
  for (const row of portfolio.rows()) yield columns.map((column) => column.cell(row));
}

/** The rows above the header: two, and a blank one below them. */
export const titles: readonly (readonly string[])[] = [
  ["BANCO DEL ALTIPLANO S.A. - ASIGNACIÓN DE CARTERA"],
  ["Fecha de generación", "31/10/2026", "Uso confidencial"],
  [],
];
