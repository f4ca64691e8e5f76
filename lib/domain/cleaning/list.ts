import type { Cleaner } from "./cleaner.ts";
import { editDistance } from "./edit-distance.ts";
import { foldText } from "./fold-text.ts";
import { repairedText } from "./garbled.ts";
import { isDash, tidy } from "./tidy.ts";

/** The allowed value nearest to `folded`, if it differs by at most one letter in four, as a slip does. */
function nearest(folded: string, allowed: ReadonlyMap<string, string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.floor(folded.length / 4) + 1;
  for (const [key, value] of allowed) {
    const distance = editDistance(folded, key, bestDistance);
    if (distance < bestDistance) {
      best = value;
      bestDistance = distance;
    }
  }
  return best;
}

/** One of the field's allowed values, as the CRM spells it, whatever the case and accents of the cell. */
export function listCleaner(allowedValues: readonly string[]): Cleaner {
  const exact = new Set(allowedValues);
  const allowed = new Map<string, string>();
  for (const value of allowedValues) if (!allowed.has(foldText(value))) allowed.set(foldText(value), value);
  return (text, _kind, report) => {
    if (exact.has(text)) return text;
    const tidied = tidy(text);
    if (exact.has(tidied)) return tidied;
    if (isDash(tidied)) return "";
    const folded = foldText(tidied);
    const value = allowed.get(folded);
    if (value !== undefined) return value;
    const repaired = repairedText(text);
    report("value_not_allowed", { value: tidied }, nearest(repaired === null ? folded : foldText(repaired), allowed));
    return "";
  };
}
