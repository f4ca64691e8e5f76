import type { Field } from "../fields/field.ts";
import type { ProfiledColumn } from "./columns/column-claims.ts";
import type { RepeatedGroups } from "./find-groups.ts";
import { type Proposal, proposeMapping } from "./propose-mapping.ts";

/**
 * Proposals for rows that repeat groups of columns: each group's columns among the fields of an obligation,
 * all others among those of the debtor. By column, as in proposeMapping.
 */
export function proposeGroups(
  columns: readonly ProfiledColumn[],
  repeated: RepeatedGroups,
  fields: readonly Field[],
): readonly (Proposal | null)[] {
  const proposals: (Proposal | null)[] = columns.map(() => null);
  for (let group = -1; group < repeated.count; group++) {
    const places = columns.flatMap((_, place) => ((repeated.groups[place] ?? -1) === group ? [place] : []));
    const own = places.flatMap((place) => {
      const column = columns[place];
      return column === undefined ? [] : [{ ...column, header: repeated.names[place] ?? column.header }];
    });
    const level = group < 0 ? "debtor" : "obligation";
    const found = proposeMapping(
      own,
      fields.filter((field) => field.level === level),
    );
    for (const [at, place] of places.entries()) proposals[place] = found[at] ?? null;
  }
  return proposals;
}
