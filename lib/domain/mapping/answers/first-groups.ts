import type { Field } from "../../fields/field.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { columnOfField } from "./edit-mapping.ts";
import { type FirstMapping, firstMapping } from "./first-mapping.ts";
import { filledFurtherGroups, type ProposedColumns, withLayout } from "./layout.ts";
import type { RecalledMapping } from "./recalled-mapping.ts";
import { withUnitOfLastTime } from "./unit-of-last-time.ts";

const idField = "obligation.id";

/**
 * The mapping that the page begins with. If a row's further obligations have cells, repeated groups are the
 * first answer: one obligation a row would lose them silently. A remembered mapping that leaves them
 * undecided is shown again (decision 35). `columns`: with the questions that only the memory gives rise to.
 */
export function firstMappingOf(
  found: ProposedColumns,
  fields: readonly Field[],
  recalled: RecalledMapping<Mapping>,
): FirstMapping & { readonly columns: readonly ColumnReport[] } {
  const columns = withUnitOfLastTime(found.columns, recalled);
  return { columns, ...firstLayout({ ...found, columns }, fields, recalled) };
}

function firstLayout(
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
  const near = first.memory.kind === "near" ? first.memory : { kind: "near" as const, changed: [], lost: [] };
  const all = [...new Set([...near.changed, ...placed])].sort((a, b) => a - b);
  return { mapping, memory: { ...near, changed: all } };
}

/**
 * Whether the obligation's number is outside the groups. The row then has one obligation, and what repeats is
 * something else, such as payments. A doubtful number outside does not count if a group has its own.
 */
function isNumberOutside({ columns, repeatedGroups }: ProposedColumns, mapping: Mapping): boolean {
  const placed = columnOfField(mapping, idField);
  if (placed !== null) return (repeatedGroups?.groups[placed] ?? null) === null;
  const isInGroup = repeatedGroups?.proposals.some((proposal) => proposal?.field === idField) === true;
  return !isInGroup && columns.some(({ proposal }) => proposal?.field === idField);
}

/**
 * Keeps what was decided, as the first obligation; open columns get the proposal of their group unless it is
 * doubtful.
 */
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
