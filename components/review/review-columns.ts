import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnReport } from "#lib/spreadsheet/workbench-protocol.ts";

export interface ReviewColumn {
  /** Column of the file. */
  readonly index: number;
  readonly header: string;
  readonly field: Field | null;
  readonly width: number;
}

/** The columns to look at: those that are loaded, in the file's order, then the rest. */
export function reviewColumns(
  columns: readonly ColumnReport[],
  mapping: Mapping,
  fields: readonly Field[],
): ReviewColumn[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const all = columns.map((column): ReviewColumn => {
    const state = mapping.columns[column.index];
    const field = state !== undefined && "field" in state ? (byId.get(state.field) ?? null) : null;
    return { index: column.index, header: column.header, field, width: widthOf(column) };
  });
  return [...all.filter((column) => column.field !== null), ...all.filter((column) => column.field === null)];
}

/** Wide enough for the header, the samples at about 8 px a letter, and an issue's mark beside them; within reason. */
function widthOf(column: ColumnReport): number {
  const letters = Math.max(column.header.length, ...column.samples.map((sample) => sample.length));
  return Math.min(280, Math.max(112, Math.round(letters * 8) + 44));
}
