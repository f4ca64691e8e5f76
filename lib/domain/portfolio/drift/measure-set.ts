import type { Field } from "../../fields/field.ts";
import type { ComparisonFigures } from "../comparison/comparison.ts";
import { countsOfSet, type LoadCounts, measuresOf, medianOfSizes } from "./load-counts.ts";
import type { LoadMeasures } from "./measures.ts";
import { snapshotMeasures } from "./snapshot-measures.ts";

/** What a part of a set was counted and compared as. */
export interface CountedPart {
  readonly counts: LoadCounts;
  readonly figures: ComparisonFigures;
}

/** What is known of a set beside its parts. */
export interface SetFacts {
  /** The day of the part that completed it, by the tenant's clock. */
  readonly day: string;
  /** How often its debtors stand in one more of its parts. */
  readonly repeated: number;
  readonly fields: readonly Field[];
}

/** Measures a set with the part that completes it, `own`, as if it were one file. */
export function measuresOfSet(
  own: CountedPart,
  others: readonly CountedPart[],
  { day, repeated, fields }: SetFacts,
): LoadMeasures {
  const counts = countsOfSet(
    [...others, own].map((part) => part.counts),
    repeated,
  );
  const compared = others.map(({ figures }) => figures);
  return measuresOf(counts, {
    day,
    medianBalance: medianOfSizes(counts.sizes),
    snapshot: snapshotMeasures(own.figures, compared, fields),
  });
}
