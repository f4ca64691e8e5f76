import type { ColumnMapping, Mapping } from "../mapping.ts";

/** What a person has decided of a mapping: columns, and other parts by their name. */
export interface ByHand {
  readonly columns: readonly number[];
  readonly parts: readonly (keyof Mapping)[];
}

/** What was decided by hand, with what a person has now changed. */
export function withByHand(
  { columns, parts }: ByHand = { columns: [], parts: [] },
  old: Mapping,
  now: Mapping,
): ByHand {
  const changed = now.columns.flatMap((column, index) => (isSame(column, old.columns[index]) ? [] : [index]));
  const names = Object.keys({ ...old, ...now }) as (keyof Mapping)[];
  const others = names.filter((name) => name !== "columns" && !isSame(old[name], now[name]));
  return { columns: [...new Set([...columns, ...changed])], parts: [...new Set([...parts, ...others])] };
}

/**
 * The mapping that is recalled now, with what a person has decided of the one in use. A recalled field that a person
 * gave to another column is left open. In another layout than a person's, columns cannot be mixed: theirs stays.
 */
export function recalledAround(byHand: ByHand | undefined, used: Mapping, recalled: Mapping): Mapping {
  if (byHand === undefined || byHand.columns.length + byHand.parts.length === 0) return recalled;
  if (used.layout !== recalled.layout) return used;
  const isKept = new Set(byHand.columns);
  const taken = new Set(byHand.columns.map((index) => placeOf(used.columns[index])));
  const columns = recalled.columns.map((column, index): ColumnMapping => {
    if (isKept.has(index)) return used.columns[index] ?? column;
    return column.state === "field" && taken.has(placeOf(column)) ? { state: "unmapped" } : column;
  });
  const parts = Object.fromEntries(byHand.parts.map((name) => [name, used[name]]));
  return { ...recalled, ...parts, columns };
}

/** The columns that the two mappings read differently. */
export function differingColumns(one: Mapping, other: Mapping): number[] {
  return one.columns.flatMap((column, index) => (isSame(column, other.columns[index]) ? [] : [index]));
}

/** Whether two parts of mappings say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_: string, value: unknown): unknown {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function placeOf(column: ColumnMapping | undefined): string | null {
  return column?.state === "field" ? `${column.field} ${column.group}` : null;
}
