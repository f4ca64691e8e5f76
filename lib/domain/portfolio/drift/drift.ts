import type { PortfolioThresholds } from "../portfolio-thresholds.ts";
import type { Band } from "./band.ts";
import { oddOnes } from "./band-oddities.ts";
import { certainStops, loadsLikePart, stopsOfPart } from "./certain-stops.ts";
import type { LoadMeasures, MeasureName, StoredMeasures } from "./measures.ts";

/** Why a load is odd. `out_of_band` alone never stops. */
export const oddityCodes = [
  "out_of_band",
  "same_content",
  "old_file",
  "balance_factor",
  "nobody_known",
  "other_portfolio",
  "dates_exchanged",
  "half_of_file",
  "many_gone",
  "column_shifted",
  "amounts_exchanged",
  "field_missing",
  "field_empty",
  "part_stated",
] as const;
export type OddityCode = (typeof oddityCodes)[number];

export interface Oddity {
  readonly code: OddityCode;
  /** The measure it shows in; null for one without a number (its content, its cut-off, its fields). */
  readonly measure: MeasureName | null;
  /** The field it is about, if it is about one. */
  readonly fieldId: string | null;
  readonly value: number | null;
  /** Null if there are too few loads, or for a stop that needs none. */
  readonly band: Band | null;
  /** An ISO date it is about: the load with the same content, or the last load's cut-off. */
  readonly day: string | null;
  /** `stop`: the confirm is refused until a person has written why. */
  readonly certainty: "odd" | "stop";
  /** The file's own words that it is about. */
  readonly words?: string | undefined;
  /** It is about a part alone, not about its set. */
  readonly isOfPart?: boolean | undefined;
}

/** An earlier load of the portfolio, confirmed. */
export interface PastLoad {
  readonly measures: LoadMeasures;
  readonly wasStopped: boolean;
}

/** What a load is judged by, newest first. */
export interface DriftHistory {
  /** Whole loads, and sets as one load each. */
  readonly files: readonly PastLoad[];
  /** Parts of the same number of as many parts; none for a load that is no part. */
  readonly parts: readonly PastLoad[];
}

/**
 * What is odd about a load as it is stored: a whole load, or a part alone, and its set if it completes one. What is said
 * of the set is not said of its last part again.
 */
export function judgeLoadDrift(
  { counts, set, ...own }: StoredMeasures,
  { files, parts }: DriftHistory,
  thresholds: PortfolioThresholds,
): readonly Oddity[] {
  if (counts === undefined) return judgeDrift(own, files, thresholds);
  const ofSet = set === undefined ? [] : judgeDrift(set, files, thresholds);
  const ofPart = stopsOfPart(own, loadsLikePart(parts, files), files[0]?.measures, thresholds)
    .filter((stop) => !ofSet.some((other) => isSameOddity(stop, other)))
    .map((stop) => ({ ...stop, isOfPart: true }));
  return [...ofSet, ...ofPart].sort((left, right) => Number(isOdd(left)) - Number(isOdd(right)));
}

/** Whether two oddities are about the same thing. */
export function isSameOddity(left: Oddity, right: Oddity): boolean {
  return left.code === right.code && left.fieldId === right.fieldId;
}

function isOdd({ certainty }: Oddity): boolean {
  return certainty === "odd";
}

/**
 * What is odd about a whole load. `history`: the portfolio's earlier whole loads, newest first. Stops from the second
 * load on, bands from the fifth; a file that says it is a part is stopped from the first. Stops come first.
 */
export function judgeDrift(
  measures: LoadMeasures,
  history: readonly PastLoad[],
  thresholds: PortfolioThresholds,
): readonly Oddity[] {
  const stops = certainStops(measures, history, thresholds);
  const odd = oddOnes(measures, history, thresholds).filter(
    ({ measure, fieldId }) => !stops.some((stop) => stop.measure === measure && stop.fieldId === fieldId),
  );
  return [...stops, ...odd];
}
