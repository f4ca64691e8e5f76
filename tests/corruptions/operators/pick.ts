import type { Random } from "#tests/support/portfolio/random.ts";
import {
  blank,
  columnOf,
  type Draft,
  type DraftCell,
  type DraftLine,
  dataLines,
  fieldsOf,
  textCell,
} from "../sheet/draft.ts";
import { spell } from "../sheet/spell.ts";

/** One line of the portfolio. */
export function pickLine(draft: Draft, random: Random): DraftLine {
  return random.pick(dataLines(draft));
}

/** Some of them: at least one, a fifth at most. */
export function pickLines(draft: Draft, random: Random): DraftLine[] {
  const lines = dataLines(draft);
  const wanted = random.integer(1, Math.max(1, Math.floor(lines.length / 5)));
  const picked = new Set<DraftLine>();
  while (picked.size < wanted) picked.add(random.pick(lines));
  return [...picked];
}

/** One of these fields that the bank sends; null where it sends none of them. */
export function pickField(draft: Draft, random: Random, among: readonly string[]): string | null {
  const given = fieldsOf(draft).filter((field) => among.includes(field));
  return given.length === 0 ? null : random.pick(given);
}

export const moneyFields = ["obligation.total_balance", "obligation.last_pay", "obligation.balance_payment"];
export const dateFields = ["obligation.expiring_date", "obligation.last_pay_date"];
export const optionalFields = [
  ...moneyFields,
  ...dateFields,
  "debtor.Address",
  "obligation.days_delay",
  "obligation.portfolio_type",
];
export const requiredFields = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "obligation.id",
  "obligation.name",
];

export function cellAt(line: DraftLine, column: number): DraftCell {
  return line.cells[column] ?? blank;
}

/** Writes over a cell that the row has: one that was cut before stays so. */
export function putCell(cells: DraftCell[], column: number, cell: DraftCell): void {
  if (column < cells.length) cells[column] = cell;
}

/** Writes over a field's cells on some lines; what `change` answers null for stays. Answers the rows that were changed. */
export function rewriteCells(
  draft: Draft,
  lines: readonly DraftLine[],
  field: string,
  change: (cell: DraftCell, line: DraftLine) => DraftCell | string | null,
): (number | null)[] {
  const column = columnOf(draft, field);
  if (column === null) return [];
  return lines.flatMap((line) => {
    const cell = cellAt(line, column);
    const next = cell.is === "blank" ? null : change(cell, line);
    if (next === null) return [];
    line.cells[column] = typeof next === "string" ? textCell(next) : next;
    return [line.origin];
  });
}

/** Puts a line before the line at this place of the file. */
export function insertLine(draft: Draft, at: number, line: DraftLine): void {
  draft.lines.splice(at, 0, line);
}

/** A place between two lines of the portfolio. */
export function pickPlace(draft: Draft, random: Random): number {
  const lines = dataLines(draft);
  return draft.lines.indexOf(random.pick(lines.slice(1)));
}

export function textOf(draft: Draft, line: DraftLine, field: string): string {
  const column = columnOf(draft, field);
  return column === null ? "" : spell(cellAt(line, column), draft.shape);
}

/** A column more, none of the CRM's, behind the last or at a place. */
export function addColumn(
  draft: Draft,
  header: string,
  cell: (line: DraftLine, row: number) => DraftCell | string,
  at = draft.columns.length,
): void {
  draft.columns.splice(at, 0, { header, values: "word", field: null });
  draft.headerLine.cells.splice(at, 0, textCell(header));
  for (const [row, line] of dataLines(draft).entries()) {
    const made = cell(line, row);
    // A row that was cut before stays so.
    if (line.cells.length < at) continue;
    line.cells.splice(at, 0, typeof made === "string" ? textCell(made) : made);
  }
}
