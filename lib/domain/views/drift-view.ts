import type { Oddity } from "../portfolio/drift/drift.ts";

/** What is odd about a load, with what its measure was in the last loads. */
export interface OddityView extends Oddity {
  /** Values of the last loads and of this one, oldest first; null where a load did not have the measure. */
  readonly series: readonly (number | null)[];
}

export interface DriftView {
  readonly uploadId: string;
  readonly oddities: readonly OddityView[];
  /** Days of the loads in each `series`, ISO; those of a part alone that completes its set may have others. */
  readonly days: readonly string[];
  /** Of how many parts a set is that this one completes: what is not `isOfPart` is about all of them. Else null. */
  readonly setOf: number | null;
  /** The confirm is refused until somebody writes why. */
  readonly isStopped: boolean;
  /** Why a person said that the file is right; null while nobody did. */
  readonly explanation: { readonly reason: string; readonly by: string; readonly at: string } | null;
}
