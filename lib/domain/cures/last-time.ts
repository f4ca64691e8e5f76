import type { ConflictPolicy, Mapping } from "../mapping/mapping.ts";

/** What was decided about whole reasons in an earlier file of the portfolio. */
export type LastTime = Pick<Mapping, "conflicts" | "leftOut" | "defaults" | "cures"> & {
  /** The portfolio that remembers it, by name, if it is another one than the file's. */
  readonly of?: string | undefined;
};

/** The part of a remembered mapping that is about reasons. `of`: whose memory it is, if not the file's own. */
export function lastTimeOf({ conflicts, leftOut, defaults, cures }: Mapping, of?: string): LastTime {
  return { conflicts, leftOut, defaults, cures, of };
}

/** Whether debtors with this warning were left out last time. */
export function wasLeftOut({ leftOut = [] }: LastTime, code: string, field: string): boolean {
  return leftOut.some((entry) => entry.code === code && entry.field === field);
}

/** Whether this policy was chosen last time. */
export function wasChosen({ conflicts }: LastTime, field: string, policy: ConflictPolicy): boolean {
  return conflicts.some((entry) => entry.field === field && entry.policy === policy);
}

/** Whether empty cells of the field had this value last time. */
export function wasPlaceholder({ defaults }: LastTime, field: string, value: string): boolean {
  return defaults.some((entry) => entry.field === field && entry.value === value);
}
