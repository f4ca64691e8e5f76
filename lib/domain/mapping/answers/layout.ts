import type { Field } from "../../fields/field.ts";
import type { ColumnProposal, ColumnReport, RepeatedGroupsReport } from "../columns/column-report.ts";
import { maxGroups } from "../find-groups.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { columnOfField } from "./edit-mapping.ts";
import { settleJoins } from "./joined-columns.ts";

export type Layout = Mapping["layout"];

/** The part of a report that shows where columns belong. */
export interface ProposedColumns {
  readonly columns: readonly ColumnReport[];
  readonly repeatedGroups?: RepeatedGroupsReport;
}

/** A column's proposal in a layout, or null. */
export function proposalIn(report: ProposedColumns, layout: Layout, column: number): ColumnProposal | null {
  if (layout === "repeated_groups" && report.repeatedGroups !== undefined)
    return report.repeatedGroups.proposals[column] ?? null;
  return report.columns[column]?.proposal ?? null;
}

/** Columns of a second or further obligation that have a value in some row. */
export function filledFurtherGroups({ columns, repeatedGroups }: ProposedColumns): readonly number[] {
  return columns.flatMap(({ index, filledRows }) =>
    (repeatedGroups?.groups[index] ?? 0) > 0 && filledRows > 0 ? [index] : [],
  );
}

/**
 * The repeated group that a column is in, or would be in as `field`; 0 if rows do not repeat, and for fields
 * of the debtor. If neither mapping nor headers tell, the first group that lacks the field: people usually
 * choose columns from the left.
 */
export function groupOfColumn(
  report: ProposedColumns,
  mapping: Mapping,
  column: number,
  field: Pick<Field, "id" | "level"> | null,
): number {
  if (mapping.layout !== "repeated_groups" || field?.level === "debtor") return 0;
  const state = mapping.columns[column];
  const known = report.repeatedGroups?.groups[column] ?? null;
  const isMapped = state?.state === "field" || state?.state === "joined";
  if (isMapped && (field === null || state.field === field.id || known === null)) return state.group;
  if (known !== null || field === null) return known ?? 0;
  for (let group = 0; group < maxGroups; group++) if (columnOfField(mapping, field.id, group) === null) return group;
  return 0;
}

/** How many obligations a row can have under this mapping; at least as many as the headers show. */
export function groupCount(report: ProposedColumns, mapping: Mapping): number {
  const mapped = mapping.columns.map((state) => ("group" in state ? state.group + 1 : 1));
  return Math.max(report.repeatedGroups?.count ?? 1, ...mapped);
}

/**
 * The mapping under another layout. If headers tell the groups, columns of the debtor and left-out ones stay,
 * and obligation columns are proposed anew, group by group. If they do not, everything stays, as the first
 * obligation. Back in one obligation a row, only the first group keeps its columns.
 */
export function withLayout(
  mapping: Mapping,
  layout: Layout,
  report: ProposedColumns,
  fields: readonly Field[],
): Mapping {
  if (layout === "row_per_obligation") {
    const columns = mapping.columns.map(
      (state): ColumnMapping => ("group" in state && state.group > 0 ? { state: "unmapped" } : state),
    );
    return settleJoins({ ...mapping, layout, columns });
  }
  const { repeatedGroups } = report;
  if (repeatedGroups === undefined) return { ...mapping, layout };
  const debtorFields = new Set(fields.filter((field) => field.level === "debtor").map((field) => field.id));
  const taken = new Set<string>();
  const kept = mapping.columns.map((state): ColumnMapping => {
    if (state.state === "left_out") return state;
    if (!("field" in state) || !debtorFields.has(state.field)) return { state: "unmapped" };
    taken.add(state.field);
    return state;
  });
  const columns = kept.map((state, column): ColumnMapping => {
    const proposal = repeatedGroups.proposals[column] ?? null;
    if (state.state !== "unmapped" || proposal === null || proposal.reason === "doubtful") return state;
    if (taken.has(proposal.field)) return state;
    return {
      state: "field",
      field: proposal.field,
      group: repeatedGroups.groups[column] ?? 0,
      reading: proposal.reading,
    };
  });
  return settleJoins({ ...mapping, layout, columns });
}
