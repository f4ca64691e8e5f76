import { foldText } from "../cleaning/fold-text.ts";
import type { ConflictPolicy } from "../mapping/mapping.ts";
import type { CheckedRow } from "./debtor.ts";

/** What a client's rows say of one field once they have been brought together. */
export interface MergedValue {
  readonly value: string;
  /** The first row that says something else than the value kept, and what; null where all agree. */
  readonly differing: { readonly row: number; readonly value: string } | null;
}

const nothing: MergedValue = Object.freeze({ value: "", differing: null });

/** The value most rows have; of equally frequent ones the earliest. */
function mostFrequent(rows: readonly CheckedRow[], key: string): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = row.debtor.get(key);
    if (value !== undefined && value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let best = "";
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}

/**
 * Brings the values of a client's rows together. Rows that say nothing agree with all; values that differ only in case,
 * accents or gaps are the same to a person and cause no warning.
 */
export function mergeValues(rows: readonly CheckedRow[], key: string, policy: ConflictPolicy): MergedValue {
  let first = "";
  let last = "";
  let isUniform = true;
  for (const row of rows) {
    const value = row.debtor.get(key) ?? "";
    if (value === "") continue;
    if (first === "") first = value;
    else if (value !== first) isUniform = false;
    last = value;
  }
  if (first === "") return nothing;
  if (isUniform) return { value: first, differing: null };
  const value = policy === "last" ? last : policy === "most_frequent" ? mostFrequent(rows, key) : first;
  const folded = foldText(value);
  for (const row of rows) {
    const other = row.debtor.get(key) ?? "";
    if (other !== "" && foldText(other) !== folded) return { value, differing: { row: row.row, value: other } };
  }
  return { value, differing: null };
}
