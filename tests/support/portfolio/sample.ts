import { type Cell, columns, type Sheet } from "./columns.ts";
import { Portfolio } from "./portfolio.ts";

/** Sixty obligations: enough to scroll, few enough to look through. */
const rowCount = 60;

/** The columns that a newcomer can take in at once, two decoys among them. */
const shown = new Set([
  "TIPO DOC",
  "NRO DOCUMENTO",
  "NOMBRE CLIENTE",
  "DIRECCIÓN RESIDENCIA",
  "CIUDAD",
  "CEL CLIENTE",
  "CORREO ELECTRÓNICO",
  "NRO OBLIGACIÓN",
  "PRODUCTO",
  "TIPO CARTERA",
  "SLD TOTAL",
  "SLD CAPITAL",
  "DÍAS MORA",
  "FEC VENCIMIENTO",
  "VLR ÚLT PAGO",
  "FEC ÚLT PAGO",
]);

/** Deliberate mistakes, by row and header; each shows one feature of the review. */
const lessons: readonly { readonly row: number; readonly header: string; readonly text: string }[] = [
  // A typing mistake in an address: a warning with a proposal.
  { row: 4, header: "CORREO ELECTRÓNICO", text: "lucia.pruebas@gmail.con" },
  // A letter in an amount: an error, and the debtor is left out until it is corrected.
  { row: 11, header: "SLD TOTAL", text: "85O.000,00" },
  // No such day.
  { row: 17, header: "FEC VENCIMIENTO", text: "31/06/2026" },
  // Digits lost by a spreadsheet program.
  { row: 23, header: "CEL CLIENTE", text: "3,01E+09" },
  // Nine digits: one is missing.
  { row: 29, header: "CEL CLIENTE", text: "301555010" },
  // Day and month could be swapped; the column's other dates decide the order.
  { row: 35, header: "FEC VENCIMIENTO", text: "04/05/2026" },
];

/** The invented portfolio that the drop screen offers to try. */
export function sampleSheet(): Sheet {
  const portfolio = new Portfolio({ rows: rowCount, seed: 2026, errorShare: 0 });
  const kept = columns.filter((column) => shown.has(column.header));
  const twoNames = firstRepeated(portfolio);
  const rows = Array.from(portfolio.rows(), (row) =>
    kept.map(({ header, cell }): Cell => {
      const lesson = lessons.find((one) => one.row === row.row && one.header === header);
      if (lesson !== undefined) return { is: "text", text: lesson.text };
      const isOtherName = row.row === twoNames && header === "NOMBRE CLIENTE";
      return isOtherName ? { is: "text", text: familyNamesFirst(row.debtor.name) } : cell(row);
    }),
  );
  return {
    titles: [["BANCO DEL ALTIPLANO S.A. - CARTERA DE EJEMPLO (DATOS INVENTADOS)"], []],
    headers: kept.map((column) => column.header),
    rows,
  };
}

/** The first row whose debtor already has one above: its name is written another way there, as banks do. */
function firstRepeated(portfolio: Portfolio): number {
  const seen = new Set<string>();
  for (const { row, debtor } of portfolio.rows()) {
    if (seen.has(debtor.identification)) return row;
    seen.add(debtor.identification);
  }
  throw new Error("no debtor of the sample has two obligations");
}

function familyNamesFirst(name: string): string {
  const [given = "", ...family] = name.split(" ");
  return [...family, given].join(" ").toUpperCase();
}
