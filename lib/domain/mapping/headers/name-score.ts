import type { FieldId } from "../../fields/field.ts";
import { type FieldNames, fieldNames, type NameStrength } from "./field-names.ts";

/** Scores by a name's strength; `partial`: words that mean nothing to us are beside it. */
const scores: Readonly<Record<NameStrength | "partial", number>> = { strong: 1, usual: 0.9, weak: 0.7, partial: 0.4 };

export interface NameMatch {
  readonly score: number;
  readonly strength: NameStrength | "partial";
  /** The name's strength without the words beside it. */
  readonly ofName: NameStrength;
}

interface CompiledNames {
  readonly names: readonly { readonly words: readonly string[]; readonly strength: NameStrength }[];
  readonly beside: ReadonlySet<string>;
}

function compile(entry: FieldNames): CompiledNames {
  const strengths: readonly NameStrength[] = ["strong", "usual", "weak"];
  return {
    names: strengths.flatMap((strength) =>
      (entry.names[strength] ?? []).map((name) => ({ words: name.split(" "), strength })),
    ),
    beside: new Set(entry.beside),
  };
}

const compiled = new Map<FieldId, CompiledNames>(fieldNames.map((entry) => [entry.field, compile(entry)]));

/**
 * How well a header's meanings name a standard field; null if they do not, or if a guard word makes it
 * another thing.
 */
export function nameScore(field: FieldId, meanings: ReadonlySet<string>): NameMatch | null {
  const names = compiled.get(field);
  if (names === undefined || meanings.size === 0) return null;
  let best: NameMatch | null = null;
  for (const meaning of meanings) if (meaning.startsWith("!")) return null;
  for (const { words, strength } of names.names) {
    if (!words.every((word) => meanings.has(word))) continue;
    let isExact = true;
    for (const meaning of meanings) if (!words.includes(meaning) && !names.beside.has(meaning)) isExact = false;
    const level = isExact ? strength : "partial";
    // Of two equal matches, the one that names more of the words wins: "nombre cliente" over "nombre".
    const score = scores[level] - (words.length === meanings.size ? 0 : 0.01);
    if (best === null || score > best.score) best = { score, strength: level, ofName: strength };
  }
  return best;
}
