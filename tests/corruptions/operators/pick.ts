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

/** A random line of the portfolio. */
export function pickLine(draft: Draft, random: Random): DraftLine {
  return random.pick(dataLines(draft));
}

/** Some random lines: at least one, at most a fifth. */
export function pickLines(draft: Draft, random: Random): DraftLine[] {
  const lines = dataLines(draft);
  const wanted = random.integer(1, Math.max(1, Math.floor(lines.length / 5)));
  const picked = new Set<DraftLine>();
  while (picked.size < wanted) picked.add(random.pick(lines));
  return [...picked];
}

/** One of these fields that the bank sends; null if it sends none of them. */
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

/** Overwrites a cell that the row has; a row that was cut stays cut. */
export function putCell(cells: DraftCell[], column: number, cell: DraftCell): void {
  if (column < cells.length) cells[column] = cell;
}

/**
 * Overwrites a field's cells on these lines; where `change` returns null the cell stays. Returns the changed
 * rows.
 */
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

/** Inserts a line before the line at this index. */
export function insertLine(draft: Draft, at: number, line: DraftLine): void {
  draft.lines.splice(at, 0, line);
}

/** An index between two lines of the portfolio. */
export function pickPlace(draft: Draft, random: Random): number {
  const lines = dataLines(draft);
  return draft.lines.indexOf(random.pick(lines.slice(1)));
}

export function textOf(draft: Draft, line: DraftLine, field: string): string {
  const column = columnOf(draft, field);
  return column === null ? "" : spell(cellAt(line, column), draft.shape);
}

/** Adds a column that the CRM does not know, at the end or at a given place. */
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
    // A row that was cut stays cut.
    if (line.cells.length < at) continue;
    line.cells.splice(at, 0, typeof made === "string" ? textCell(made) : made);
  }
}
