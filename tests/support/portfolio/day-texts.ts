import { cellsOf, columns } from "./columns.ts";
import { spelled } from "./csv-text.ts";
import type { PortfolioRows } from "./portfolio.ts";

/** The data rows of a file as texts, in the order of `columns`. */
export type Texts = readonly (readonly string[])[];

export function textsOf(portfolio: PortfolioRows): Texts {
  return Array.from(cellsOf(portfolio), (cells) => cells.map(spelled));
}

export function columnNamed(header: string): number {
  const at = columns.findIndex((column) => column.header === header);
  if (at < 0) throw new Error(`no column ${header}`);
  return at;
}
