import type { LoadMeasures } from "./measures.ts";
import { shareOf } from "./snapshot-measures.ts";

/** Share of a list field's values that none of the earlier loads had; null if they have no such list. */
export function unseenShare(load: LoadMeasures, earlier: readonly LoadMeasures[], fieldId: string): number | null {
  const values = load.listValues[fieldId];
  const known = earlier.flatMap(({ listValues }) => Object.keys(listValues[fieldId] ?? {}));
  if (values === undefined || known.length === 0) return null;
  const counts = Object.entries(values);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const unseen = counts.reduce((sum, [value, count]) => sum + (known.includes(value) ? 0 : count), 0);
  return shareOf(unseen, all);
}
