import { foldText } from "../cleaning/fold-text.ts";
import type { ConflictPolicy } from "../mapping/mapping.ts";
import type { CheckedRow } from "./debtor.ts";
import type { PlannedField } from "./debtor-plan.ts";
import type { SlotReader } from "./slot-values.ts";

/** The value a debtor's rows agree on: "" if no row has one, null if they differ. */
export function commonValue(rows: readonly CheckedRow[], key: SlotReader): string | null {
  let first = "";
  for (const row of rows) {
    const value = key.read(row.debtor);
    if (value === "" || value === first) continue;
    if (first !== "") return null;
    first = value;
  }
  return first;
}

/** The most frequent value; the earliest of equally frequent ones. */
function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = "";
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value;
  return best;
}

export interface SettledValue {
  readonly value: string;
  /** Rows with another value than the one kept, and that value. Without values that look the same to a person. */
  readonly differing: readonly { readonly row: number; readonly value: string }[];
}

/**
 * Chooses one of the differing values by the policy. Values that differ only in case, accents or gaps are the
 * same to a person, so they cause no warning.
 */
export function settleValues(rows: readonly CheckedRow[], key: SlotReader, policy: ConflictPolicy): SettledValue {
  const values = rows.map((row) => key.read(row.debtor)).filter((value) => value !== "");
  const value =
    (policy === "last" ? values.at(-1) : policy === "most_frequent" ? mostFrequent(values) : values[0]) ?? "";
  const folded = foldText(value);
  const differing = rows
    .map((row) => ({ row: row.row, value: key.read(row.debtor) }))
    .filter((other) => other.value !== "" && other.value !== value && foldText(other.value) !== folded);
  return { value, differing };
}

/** The one value that is sent of a debtor's rows: the placeholder if no row has one, which may be "". */
export function sentValue(rows: readonly CheckedRow[], { key, policy, placeholder }: PlannedField): string {
  const value = commonValue(rows, key) ?? settleValues(rows, key, policy).value;
  return value === "" ? placeholder : value;
}
