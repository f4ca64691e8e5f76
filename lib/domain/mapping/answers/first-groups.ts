import type { Field } from "../../fields/field.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { columnOfField } from "./edit-mapping.ts";
import { type FirstMapping, firstMapping } from "./first-mapping.ts";
import { filledFurtherGroups, type ProposedColumns, withLayout } from "./layout.ts";
import type { RecalledMapping } from "./recalled-mapping.ts";

const idField = "obligation.id";

/**
 * What the page begins with. Where a row's further obligations have cells, they are the first answer: one obligation a row would lose
 * them without a word. A mapping that is remembered and leaves them undecided is shown again.
 */
export function firstMappingOf(
  report: ProposedColumns,
  fields: readonly Field[],
  recalled: RecalledMapping<Mapping>,
): FirstMapping {
  const first = firstMapping(report.columns, fields, recalled);
  const isOwn = recalled.kind !== "none" && recalled.isOwn === true;
  const open = filledFurtherGroups(report).filter((column) => first.mapping.columns[column]?.state === "unmapped");
  if (open.length === 0 || isOwn || isNumberOutside(report, first.mapping)) return first;
  if (first.memory.kind === "none")
    return { ...first, mapping: withLayout(first.mapping, "repeated_groups", report, fields) };
  const mapping = withGroups(first.mapping, report);
  const isAsked = first.mapping.layout === "row_per_obligation";
  const placed = report.columns.flatMap(({ index }) =>
    mapping.columns[index] !== first.mapping.columns[index] || (isAsked && open.includes(index)) ? [index] : [],
  );
  if (placed.length === 0) return first;
  const { changed = [], lost = [] } = first.memory.kind === "near" ? first.memory : {};
  const all = [...new Set([...changed, ...placed])].sort((a, b) => a - b);
  return { mapping, memory: { kind: "near", changed: all, lost } };
}

/**
 * A row with one number of an obligation has one: what repeats beside it is something else, such as payments. A number that is doubtful
 * outside of the groups is none where a group has its own.
 */
function isNumberOutside({ columns, repeatedGroups }: ProposedColumns, mapping: Mapping): boolean {
  const placed = columnOfField(mapping, idField);
  if (placed !== null) return (repeatedGroups?.groups[placed] ?? null) === null;
  const isInGroup = repeatedGroups?.proposals.some((proposal) => proposal?.field === idField) === true;
  return !isInGroup && columns.some(({ proposal }) => proposal?.field === idField);
}

/** What was decided stays and is the first obligation; of what is open, what seems sure of each obligation is taken. */
function withGroups(mapping: Mapping, { repeatedGroups }: ProposedColumns): Mapping {
  const columns: ColumnMapping[] = [...mapping.columns];
  const placed = { ...mapping, layout: "repeated_groups" as const, columns };
  for (const [column, { state }] of mapping.columns.entries()) {
    const proposal = repeatedGroups?.proposals[column] ?? null;
    const group = repeatedGroups?.groups[column] ?? null;
    if (state !== "unmapped" || group === null || proposal === null || proposal.reason === "doubtful") continue;
    if (columnOfField(placed, proposal.field, group) !== null) continue;
    columns[column] = { state: "field", field: proposal.field, group, reading: proposal.reading };
  }
  return placed;
}
