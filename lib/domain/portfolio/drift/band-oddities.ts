import type { PortfolioThresholds } from "../portfolio-thresholds.ts";
import { type Band, isOutside, robustBand } from "./band.ts";
import type { Oddity, PastLoad } from "./drift.ts";
import { type LoadMeasures, type MeasureName, measureOf } from "./measures.ts";
import { isMonthOpening } from "./month-opening.ts";
import { unseenShare } from "./unseen-share.ts";

/** Earlier loads that a band needs, and earlier openings that one of openings needs. */
const leastLoads = 4;
const leastOpenings = 4;
/** Openings differ more than days do: theirs goes this many floors beyond what was seen. */
const openingSlack = 2;

/**
 * The narrowest half of a band. Levels are judged by how they moved since the load before (0.1 is a tenth more or
 * less): a month's opening would otherwise be odd for weeks. Shares are judged as they are.
 */
const levelFloors = { rows: 0.1, debtors: 0.1, obligations: 0.1, balance: 0.15, medianBalance: 0.15 };
const shareFloors = { leftOut: 0.05, known: 0.08, gone: 0.08, changed: 0.35 };
const fieldFloors = { empty: 0.1, unseen: 0.05 };

interface Series {
  readonly measure: MeasureName;
  readonly fieldId: string | null;
  readonly floor: number;
  /** A load's number, given the loads before it, newest first; null if it has none. */
  of(load: LoadMeasures, earlier: readonly LoadMeasures[]): number | null;
  /** What is shown for a number of the band. */
  shown(number: number): number;
  readonly value: number | null;
}

/** The measures outside the band of the loads before; none with too few of them. */
export function oddOnes(
  load: LoadMeasures,
  history: readonly PastLoad[],
  { bandWidth }: PortfolioThresholds,
): readonly Oddity[] {
  if (history.length < leastLoads) return [];
  const past = history.map(({ measures }) => measures);
  const isOpening = isMonthOpening(load.day, past[0]?.day ?? null);
  return seriesOf(load, past).flatMap((series) => {
    const { measure, fieldId, value } = series;
    const now = series.of(load, past);
    const usual = past.flatMap((one, at) => {
      const earlier = past.slice(at + 1);
      const isAlike = isMonthOpening(one.day, earlier[0]?.day ?? null) === isOpening;
      const number = isAlike ? series.of(one, earlier) : null;
      return number === null ? [] : [{ number, wasStopped: history[at]?.wasStopped === true }];
    });
    if (now === null || usual.length < (isOpening ? leastOpenings : leastLoads - 1)) return [];
    const numbers = usual.map(({ number }) => number);
    const robust = robustBand(numbers, bandWidth, series.floor);
    // Of a month's three opening days often only one has the new assignment, so their numbers lie in two heaps.
    const calm = usual.flatMap(({ number, wasStopped }) => (wasStopped ? [] : [number]));
    const band = isOpening ? widened(robust, calm, openingSlack * series.floor) : robust;
    if (!isOutside(now, band)) return [];
    const shown = { low: series.shown(band.low), high: series.shown(band.high) };
    return [{ code: "out_of_band", measure, fieldId, value, band: shown, day: null, certainty: "odd" } as const];
  });
}

function widened({ low, high }: Band, numbers: readonly number[], floor: number): Band {
  return {
    low: Math.min(low, ...numbers.map((number) => number - floor)),
    high: Math.max(high, ...numbers.map((number) => number + floor)),
  };
}

function seriesOf(load: LoadMeasures, past: readonly LoadMeasures[]): readonly Series[] {
  return [...levels(load, past), ...shares(load), ...ofFields(load, past)];
}

function levels(load: LoadMeasures, past: readonly LoadMeasures[]): readonly Series[] {
  return entriesOf(levelFloors).flatMap(([measure, floor]) => {
    const last = past[0] === undefined ? null : measureOf(past[0], measure, null);
    if (last === null || last <= 0) return [];
    const series: Series = {
      measure,
      fieldId: null,
      floor,
      of: (one, earlier) => {
        const [now, before] = [one, earlier[0]].map((each) => each && measureOf(each, measure, null));
        return now && before && now > 0 && before > 0 ? Math.log(now / before) : null;
      },
      shown: (number) => last * Math.exp(number),
      value: measureOf(load, measure, null),
    };
    return [series];
  });
}

function shares(load: LoadMeasures): readonly Series[] {
  return entriesOf(shareFloors).map(([measure, floor]) => ({
    measure,
    fieldId: null,
    floor,
    of: (one) => measureOf(one, measure, null),
    shown: asShare,
    value: measureOf(load, measure, null),
  }));
}

function ofFields(load: LoadMeasures, past: readonly LoadMeasures[]): readonly Series[] {
  const empty = load.mappedFields.map(
    (fieldId): Series => ({
      measure: "empty",
      fieldId,
      floor: fieldFloors.empty,
      of: (one) => measureOf(one, "empty", fieldId),
      shown: asShare,
      value: measureOf(load, "empty", fieldId),
    }),
  );
  const unseen = Object.keys(load.listValues).map(
    (fieldId): Series => ({
      measure: "unseen",
      fieldId,
      floor: fieldFloors.unseen,
      of: (one, earlier) => unseenShare(one, earlier, fieldId),
      shown: asShare,
      value: unseenShare(load, past, fieldId),
    }),
  );
  return [...empty, ...unseen];
}

function asShare(number: number): number {
  return Math.min(1, Math.max(0, number));
}

function entriesOf<K extends MeasureName>(floors: Readonly<Record<K, number>>): readonly (readonly [K, number])[] {
  return Object.entries(floors) as unknown as readonly (readonly [K, number])[];
}
