import { type Cell, columns, type Sheet } from "./columns.ts";
import { PortfolioDays } from "./days.ts";
import type { PortfolioRows } from "./portfolio.ts";
import type { PortfolioDay } from "./portfolio-day.ts";

/** Days of the sample that a demo has loaded before; the samples to try are of the two days after them. */
export const pastDays = 5;

/**
 * About sixty obligations a day, sixty on the first one to try: enough to scroll, few enough to look through. From that
 * day to the next, a payday, two debtors go, one is new and six change.
 */
const days = { seed: 2056, debtors: 36, firstDay: "2026-11-20" };

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

const titleLine = "BANCO DEL ALTIPLANO S.A. - CARTERA DE EJEMPLO (DATOS INVENTADOS)";

/** The invented portfolio that the drop screen offers to try, with mistakes to find. */
export function sampleSheet(): Sheet {
  const day = dayOfSample(pastDays + 1);
  const twoNames = firstRepeated(day);
  return sheetWith(day, (row, header, cell) => {
    const lesson = lessons.find((one) => one.row === row.row && one.header === header);
    if (lesson !== undefined) return { is: "text", text: lesson.text };
    const isOtherName = row.row === twoNames && header === "NOMBRE CLIENTE";
    return isOtherName ? { is: "text", text: familyNamesFirst(row.debtor.name) } : cell;
  });
}

/** The same bank's file of the day after, without mistakes: it shows what changes from one load to the next. */
export function nextSampleSheet(): Sheet {
  const day = dayOfSample(pastDays + 2);
  const { footer } = day.sheet();
  const cutOff = [`CORTE ${day.date.split("-").reverse().join("/")}`];
  return { ...sheetWith(day), titles: [[titleLine], cutOff, []], ...(footer === undefined ? {} : { footer }) };
}

/** The file of a past day, 1 to `pastDays`, without mistakes. */
export function pastSampleSheet(number: number): Sheet {
  return sheetWith(dayOfSample(number));
}

function dayOfSample(number: number): PortfolioDay {
  const all = new PortfolioDays(days);
  let day = all.next();
  while (day.number < number) day = all.next();
  return day;
}

type Row = ReturnType<PortfolioRows["rows"]> extends Iterable<infer One> ? One : never;

function sheetWith(
  day: PortfolioDay,
  shownAs: (row: Row, header: string, cell: Cell) => Cell = (_, __, cell) => cell,
): Sheet {
  const kept = columns.filter((column) => shown.has(column.header));
  const rows = Array.from(day.rows(), (row) => kept.map(({ header, cell }) => shownAs(row, header, cell(row))));
  return { titles: [[titleLine], []], headers: kept.map((column) => column.header), rows };
}

/** The first row whose debtor already has one above: its name is written another way there, as banks do. */
function firstRepeated(portfolio: PortfolioRows): number {
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
