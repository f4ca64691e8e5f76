import type { Field } from "#lib/domain/fields/field.ts";
import type { ColumnMapping, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnProposal, ReadingReport } from "#lib/spreadsheet/workbench-protocol.ts";
import { settleJoins } from "./joined-columns.ts";

export type Layout = Mapping["layout"];

/** Where a column seems to belong in a layout. */
export function proposalIn(report: ReadingReport, layout: Layout, column: number): ColumnProposal | null {
  if (layout === "repeated_groups" && report.repeatedGroups !== undefined)
    return report.repeatedGroups.proposals[column] ?? null;
  return report.columns[column]?.proposal ?? null;
}

/** The repeated group a column is of; 0 where rows do not repeat. */
export function groupOfColumn(report: ReadingReport, mapping: Mapping, column: number): number {
  if (mapping.layout !== "repeated_groups") return 0;
  const state = mapping.columns[column];
  if (state?.state === "field" || state?.state === "joined") return state.group;
  return report.repeatedGroups?.groups[column] ?? 0;
}

/**
 * The mapping under another layout: what was decided for the client stays, what belongs to obligations is proposed anew group by group.
 * Back in one obligation a row, only the first group keeps its columns.
 */
export function withLayout(mapping: Mapping, layout: Layout, report: ReadingReport, fields: readonly Field[]): Mapping {
  const debtorFields = new Set(fields.filter((field) => field.level === "debtor").map((field) => field.id));
  const taken = new Set<string>();
  const columns = mapping.columns.map((state): ColumnMapping => {
    const isMapped = state.state === "field" || state.state === "joined";
    if (state.state === "left_out" || (isMapped && debtorFields.has(state.field))) {
      if (isMapped) taken.add(state.field);
      return state;
    }
    if (layout === "row_per_obligation") return isMapped && state.group === 0 ? state : { state: "unmapped" };
    return { state: "unmapped" };
  });
  if (layout === "row_per_obligation") return settleJoins({ ...mapping, layout, columns });
  const proposed = columns.map((state, column): ColumnMapping => {
    const proposal = proposalIn(report, layout, column);
    if (state.state !== "unmapped" || proposal === null || proposal.reason === "doubtful") return state;
    if (taken.has(proposal.field)) return state;
    const group = report.repeatedGroups?.groups[column] ?? 0;
    return { state: "field", field: proposal.field, group, reading: proposal.reading };
  });
  return settleJoins({ ...mapping, layout, columns: proposed });
}
