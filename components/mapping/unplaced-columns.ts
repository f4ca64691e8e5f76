import type { Field, FieldId } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { namedField } from "#lib/domain/mapping/unloaded.ts";
import { columnOffers } from "./column-offers.ts";
import { columnOfField } from "./edit-mapping.ts";
import { groupOfColumn, type ProposedColumns, proposalIn } from "./layout.ts";

export interface UnplacedColumn {
  readonly column: number;
  readonly header: string;
  /** What it may be, by its proposal or its name; no column gives that. */
  readonly field: FieldId;
}

/** Columns that nobody has decided about, although they look like a field that nothing gives: they are not loaded. */
export function unplacedColumns(
  report: ProposedColumns,
  mapping: Mapping,
  fields: readonly Field[],
  declined: readonly number[],
): readonly UnplacedColumn[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const groupOf = (column: number, id: FieldId) => groupOfColumn(report, mapping, column, byId.get(id) ?? null);
  const headers = report.columns.map(({ header }) => header);
  const proposalOf = (column: number) => proposalIn(report, mapping.layout, column);
  const offerOf = columnOffers({ headers, mapping, declined, proposalOf, groupOf });
  return report.columns.flatMap(({ index, header }): UnplacedColumn[] => {
    if (mapping.columns[index]?.state !== "unmapped" || declined.includes(index)) return [];
    const offered = offerOf(index);
    const field = offered?.field ?? namedField(header, fields);
    const isGiven = field !== null && columnOfField(mapping, field, groupOf(index, field)) !== null;
    return field === null || isGiven ? [] : [{ column: index, header, field }];
  });
}
