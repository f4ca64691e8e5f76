import { amountCleaner } from "../cleaning/amount.ts";
import type { Cleaner } from "../cleaning/cleaner.ts";
import { dateCleaner } from "../cleaning/date.ts";
import type { Table } from "../table/table.ts";
import type { Finding } from "./finding.ts";
import type { CellReading } from "./mapping.ts";

/** A cell that is read otherwise under one answer than under another. */
export interface TellingCell {
  readonly line: number;
  readonly text: string;
}

/** Rows looked through: where a reading is open, nearly every cell tells. */
const maxRows = 20_000;

/** What is known of how a column can be read. */
interface Readable {
  readonly decimalMark: Finding<"," | "."> | null;
  readonly dateOrder: Finding<"dmy" | "mdy" | "ymd"> | null;
  readonly compactDates: number;
}

function answersTo<T>(finding: Finding<T> | null): readonly T[] {
  return finding === null ? [] : [finding.value, ...finding.alternatives];
}

function ignore(): void {}

/** Two cells of a column that its marks or orders read differently, the second one in another way than the first where there is such. */
export function tellingCells(
  table: Table,
  column: number,
  { decimalMark, dateOrder, compactDates }: Readable,
): readonly TellingCell[] {
  const hasCompactDates = compactDates > 0;
  const inOrder = (order: CellReading["dateOrder"]) =>
    dateCleaner("YYYY-MM-DD", { ...(order === undefined ? {} : { dateOrder: order }), hasCompactDates });
  // A column of dates has marks too, where these are dots: 05.07.2024.
  const cleaners: readonly Cleaner[] =
    dateOrder === null ? answersTo(decimalMark).map((mark) => amountCleaner(mark)) : answersTo(dateOrder).map(inOrder);
  // Where the cells decide, any two of them show it.
  const isOpen = (dateOrder ?? decimalMark)?.certainty === "ambiguous";
  return cleaners.length < 2 ? [] : differing(table, column, cleaners, isOpen);
}

function differing(
  table: Table,
  column: number,
  cleaners: readonly Cleaner[],
  seeksOther: boolean,
): readonly TellingCell[] {
  const found: (TellingCell & { readonly readableBy: string })[] = [];
  for (let row = 0; row < Math.min(table.rowCount, maxRows); row++) {
    const text = table.cell(row, column);
    const kind = table.kind(row, column);
    if (text === "" || kind === "date" || found.some((cell) => cell.text === text)) continue;
    const values = cleaners.map((clean) => clean(text, kind, ignore));
    if (new Set(values).size < 2) continue;
    const readableBy = values.map((value) => (value === "" ? "-" : "+")).join("");
    const cell = { line: table.line(row), text, readableBy };
    if (found.length < 2) found.push(cell);
    else if (readableBy !== found[0]?.readableBy) found[1] = cell;
    if (found.length === 2 && (!seeksOther || found[0]?.readableBy !== found[1]?.readableBy)) break;
  }
  return found.map(({ line, text }) => ({ line, text }));
}
