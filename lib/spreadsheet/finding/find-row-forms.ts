import { kindOf } from "#lib/domain/debtors/step-reader.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { anyForm, formOf, type RowForms } from "#lib/domain/validation/row-forms.ts";
import { sampleOf } from "./row-gauge.ts";

/** Up to two rows, or one in a hundred, may lack the last cell; if more do, that is how the file is written. */
const fewRows = 2;
const fewShare = 0.01;
/** Fewer rows show no usual forms. */
const leastRows = 8;
/** A form is usual in a column if more than this share of the sample's cells has it, and more than one cell. */
const usualShare = 0.05;

/**
 * The usual forms of a workbook's columns, if a few of its rows lack the last cell that all others fill; else
 * null. Such a row may have lost a cell and have the others shifted; nothing else counts a workbook's cells.
 * `filledRows` is by column. Decision 26.
 */
export function findRowForms(table: Table, filledRows: readonly number[]): RowForms | null {
  const { rowCount } = table;
  const few = Math.max(fewRows, rowCount * fewShare);
  const last = filledRows.findLastIndex((filled) => filled >= rowCount - few);
  if (rowCount < leastRows || last < 1 || filledRows[last] === rowCount) return null;
  const counts = Array.from({ length: last + 1 }, () => new Map<number, number>());
  const rows = sampleOf(0, rowCount);
  for (const row of rows) {
    const { cells, kinds } = table.sourceRow(row);
    for (const [column, count] of counts.entries()) {
      const form = formOf(cells[column] ?? "", kindOf(kinds, column));
      count.set(form, (count.get(form) ?? 0) + 1);
    }
  }
  const least = Math.max(1, rows.length * usualShare);
  return { last, usual: counts.map((count) => usualForms(count, least)) };
}

function usualForms(counts: ReadonlyMap<number, number>, least: number): number {
  let usual = 0;
  for (const [form, count] of counts) if (count > least) usual |= form;
  return usual === 0 ? anyForm : usual;
}
