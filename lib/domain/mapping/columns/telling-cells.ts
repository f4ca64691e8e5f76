import { amountCleaner } from "../../cleaning/amount.ts";
import type { Cleaner } from "../../cleaning/cleaner.ts";
import { dateCleaner } from "../../cleaning/dates/date.ts";
import type { Table } from "../../table/table.ts";
import type { CellReading } from "../cell-reading.ts";
import type { Finding } from "../finding.ts";

/** A cell that one answer reads otherwise than another. */
export interface TellingCell {
  readonly line: number;
  readonly text: string;
}

/** Rows searched: in an open column nearly every cell tells, and in a decided one any cell shows the difference. */
const openRows = 5_000;
const decidedRows = 100;

/** What is known about how a column can be read. */
interface Readable {
  readonly decimalMark: Finding<"," | "."> | null;
  readonly dateOrder: Finding<"dmy" | "mdy" | "ymd"> | null;
  readonly compactDates: number;
}

function answersTo<T>(finding: Finding<T> | null): readonly T[] {
  return finding === null ? [] : [finding.value, ...finding.alternatives];
}

function ignore(): void {}

/**
 * Two cells that the column's marks or orders read differently; the second differs in another way than the
 * first, if any does.
 */
export function tellingCells(
  table: Table,
  column: number,
  { decimalMark, dateOrder, compactDates }: Readable,
): readonly TellingCell[] {
  const hasCompactDates = compactDates > 0;
  const inOrder = (order: CellReading["dateOrder"]) =>
    dateCleaner("YYYY-MM-DD", { ...(order === undefined ? {} : { dateOrder: order }), hasCompactDates });
  // A column of dates has marks too if its separators are dots: 05.07.2024.
  const cleaners: readonly Cleaner[] =
    dateOrder === null ? answersTo(decimalMark).map((mark) => amountCleaner(mark)) : answersTo(dateOrder).map(inOrder);
  const isOpen = (dateOrder ?? decimalMark)?.certainty === "ambiguous";
  return cleaners.length < 2 ? [] : differing(table, column, cleaners, isOpen ? openRows : decidedRows);
}

interface Candidate extends TellingCell {
  /** How many different values the answers give. */
  readonly values: number;
}

/** The most telling cells of each kind; a kind is the set of answers that can read a cell at all. */
function differing(table: Table, column: number, cleaners: readonly Cleaner[], rows: number): readonly TellingCell[] {
  const byKind = new Map<string, Candidate[]>();
  for (let row = 0; row < Math.min(table.rowCount, rows); row++) {
    const text = table.cell(row, column);
    const kind = table.kind(row, column);
    if (text === "" || kind === "date") continue;
    const read = cleaners.map((clean) => clean(text, kind, ignore));
    const values = new Set(read).size;
    if (values < 2) continue;
    const readableBy = read.map((value) => (value === "" ? "-" : "+")).join("");
    const best = byKind.get(readableBy) ?? [];
    byKind.set(readableBy, best);
    const weakest = best.length < 2 ? best.length : best.findIndex((cell) => cell.values < values);
    if (weakest >= 0 && best.every((cell) => cell.text !== text))
      best[weakest] = { line: table.line(row), text, values };
  }
  const [first = [], second] = [...byKind.values()];
  return (second === undefined ? first : [...first.slice(0, 1), ...second.slice(0, 1)]).map(({ line, text }) => ({
    line,
    text,
  }));
}
