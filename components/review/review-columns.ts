import { identificationField } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";

export interface ReviewColumn {
  /** Column of the file. */
  readonly index: number;
  readonly header: string;
  readonly field: Field | null;
  /**
   * The text of its header: the field's name with its obligation's number, or the file's own header if it is
   * not loaded.
   */
  readonly title: string;
  readonly width: number;
  /** Tells who a row is about. */
  readonly isKey: boolean;
}

/** A debtor's identification and name. */
const keyFields: readonly string[] = [identificationField, "debtor.Name"];

/** The columns in the order of the table: the loaded ones in the file's order, then the rest. */
export function reviewColumns(
  columns: readonly ColumnReport[],
  mapping: Mapping,
  fields: readonly Field[],
  labelOf: (field: Field) => string,
): ReviewColumn[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const all = columns.map((column): ReviewColumn => {
    const state = mapping.columns[column.index];
    const field = state !== undefined && "field" in state ? (byId.get(state.field) ?? null) : null;
    const title = field === null ? column.header : labelOf(field);
    const isRepeated = mapping.layout === "repeated_groups" && field?.level === "obligation";
    const numbered = isRepeated && state !== undefined && "group" in state ? `${title} ${state.group + 1}` : title;
    return {
      index: column.index,
      header: column.header,
      field,
      title: numbered,
      width: widthOf(column, numbered),
      isKey: field !== null && keyFields.includes(field.id),
    };
  });
  return [...all.filter((column) => column.field !== null), ...all.filter((column) => column.field === null)];
}

/**
 * Wide enough for both headers, the samples at about 8 px per letter, and an issue's mark beside them, within
 * limits.
 */
function widthOf(column: ColumnReport, title: string): number {
  const letters = Math.max(title.length - 3, column.header.length, ...column.samples.map((sample) => sample.length));
  return Math.min(280, Math.max(112, Math.round(letters * 8) + 44));
}
