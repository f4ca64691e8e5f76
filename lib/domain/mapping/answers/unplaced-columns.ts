import type { Field, FieldId } from "../../fields/field.ts";
import type { Mapping } from "../mapping.ts";
import { namedField } from "../unloaded.ts";
import { columnOffers } from "./column-offers.ts";
import { columnOfField } from "./edit-mapping.ts";
import { filledFurtherGroups, groupOfColumn, type ProposedColumns, proposalIn } from "./layout.ts";

export interface UnplacedColumn {
  readonly column: number;
  readonly header: string;
  /**
   * The field it may be, by proposal or name, which no column gives; null: unknown, but of a further
   * obligation in the row.
   */
  readonly field: FieldId | null;
}

/**
 * Columns that will not be loaded because nobody decided about them, although they look like a field that no
 * column gives, or belong to a further obligation.
 */
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
  const further = new Set(filledFurtherGroups(report));
  return report.columns.flatMap(({ index, header }): UnplacedColumn[] => {
    if (mapping.columns[index]?.state !== "unmapped" || declined.includes(index)) return [];
    if (further.has(index))
      return [{ column: index, header, field: proposalIn(report, "repeated_groups", index)?.field ?? null }];
    const offered = offerOf(index);
    const field = offered?.field ?? namedField(header, fields);
    const isGiven = field !== null && columnOfField(mapping, field, groupOf(index, field)) !== null;
    return field === null || isGiven ? [] : [{ column: index, header, field }];
  });
}
