import type { FieldId } from "../../fields/field.ts";
import type { PortfolioThresholds } from "../portfolio-thresholds.ts";
import { median } from "./band.ts";
import type { Oddity, PastLoad } from "./drift.ts";
import { type LoadMeasures, type MeasureName, measureOf } from "./measures.ts";
import { isMonthOpening } from "./month-opening.ts";
import { unseenShare } from "./unseen-share.ts";

interface Judged {
  readonly load: LoadMeasures;
  readonly last: LoadMeasures;
  /** Debtors that the snapshot must have to say anything. */
  readonly leastKept: number;
  /** Newest first; `last` is the first of them. */
  readonly past: readonly LoadMeasures[];
  readonly thresholds: PortfolioThresholds;
}
type Stop = (judged: Judged) => readonly Oddity[];

/** What no good file looks like, told from one earlier load on; what a file says of itself needs none. */
export function certainStops(
  load: LoadMeasures,
  history: readonly PastLoad[],
  thresholds: PortfolioThresholds,
): readonly Oddity[] {
  const past = history.map(({ measures }) => measures);
  const last = past[0];
  const stated = partStated(load);
  if (last === undefined) return stated;
  const judged = { load, last, past, thresholds, leastKept: last.debtors / 2 };
  return [...stated, ...stops.flatMap((stop) => stop(judged))];
}

/**
 * What no good part of a file looks like, told without the others, so by nothing that depends on how much of the file
 * it is. `history`: {@link loadsLikePart}; `file`: the last whole file. A part of few debtors is left to its set.
 */
export function stopsOfPart(
  load: LoadMeasures,
  history: readonly PastLoad[],
  file: LoadMeasures | undefined,
  thresholds: PortfolioThresholds,
): readonly Oddity[] {
  const past = history.map(({ measures }) => measures);
  const last = past[0];
  if (last === undefined || !isLarge(load)) return none;
  const debtors = file?.debtors ?? last.debtors;
  // What the snapshot lacks of the last file may all be of this part.
  const judged = { load, last, past, thresholds, leastKept: debtors - Math.min(load.debtors, debtors) / 2 };
  return stops.flatMap((stop) => (ofWholeFiles.has(stop) ? none : stop(judged)));
}

/** The loads that a part is judged by: earlier ones of its number if there are any, whole files otherwise. */
export function loadsLikePart(parts: readonly PastLoad[], files: readonly PastLoad[]): readonly PastLoad[] {
  const large = parts.filter(({ measures }) => isLarge(measures));
  return large.length > 0 ? large : files.filter(({ measures }) => isLarge(measures));
}

/** Fewer debtors say little by themselves: one of them moves every share and mean. */
const leastDebtors = 30;

function isLarge({ debtors }: LoadMeasures): boolean {
  return debtors >= leastDebtors;
}

const none: readonly Oddity[] = Object.freeze([]);

function stopOf(code: Oddity["code"], about: Partial<Pick<Oddity, "measure" | "fieldId" | "value" | "day">>): Oddity {
  return { code, measure: null, fieldId: null, value: null, band: null, day: null, certainty: "stop", ...about };
}

/** A stop on a measure, if it is one. */
function stopIf(
  is: boolean,
  code: Oddity["code"],
  measure: MeasureName,
  load: LoadMeasures,
  fieldId: string | null = null,
) {
  return is ? [stopOf(code, { measure, fieldId, value: measureOf(load, measure, fieldId) })] : none;
}

/** Whoever is in the other parts would count as gone. */
function partStated({ statedPart }: LoadMeasures): readonly Oddity[] {
  return statedPart === undefined ? none : [{ ...stopOf("part_stated", {}), words: statedPart }];
}

/** What would be sent is the same, or what the file says, whatever was corrected, held or added to it since. */
const sameContent: Stop = (judged) => {
  const { load, past } = judged;
  const same = past.find(
    ({ contentDigest, rowsDigest }) =>
      contentDigest === load.contentDigest || (rowsDigest !== undefined && rowsDigest === load.rowsDigest),
  );
  return same === undefined ? nearlySame(judged) : [stopOf("same_content", { day: same.day })];
};

/** Quiet days come and go, so that a file is nearly the last one tells only that each of these moved ten times as much. */
const [loadsThatMove, timesAsMuch] = [5, 10];

function nearlySame(judged: Judged): readonly Oddity[] {
  const { load, last, past } = judged;
  const value = movedShare(load);
  if (value === null || !hasSnapshot(judged) || !isLarge(load)) return none;
  const before = past.slice(0, loadsThatMove).map(movedShare);
  const isStill =
    before.length === loadsThatMove && before.every((share) => share !== null && share > value * timesAsMuch);
  return isStill ? [stopOf("same_content", { measure: "changed", value, day: last.day })] : none;
}

/** Share of the debtors that came, went or changed, or of those that differ in one field, whichever is more. */
function movedShare({ snapshot }: LoadMeasures): number | null {
  if (snapshot === null) return null;
  const { known, gone, changed, changedFields } = snapshot;
  return Math.max(1 - known, gone, changed, ...Object.values(changedFields));
}

/** Cut-offs count unless they stood still twice of late: some senders never move theirs. */
const oldFile: Stop = ({ load, last, past }) => {
  if (load.cutOff === null || last.cutOff === null || load.cutOff > last.cutOff) return none;
  const recent = past.flatMap(({ cutOff }) => cutOff ?? []).slice(0, 6);
  const still = recent.filter((cutOff, at) => cutOff <= (recent[at + 1] ?? ""));
  return still.length < 2 ? [stopOf("old_file", { day: last.cutOff })] : none;
};

/**
 * By the mean of an obligation, not by the sum: a new assignment may double the sum. In a small portfolio one debtor
 * moves the mean, so the median must have moved too.
 */
const balanceFactor: Stop = ({ load, last, thresholds: { balanceFactor: factor } }) => {
  const isOff = (measure: MeasureName) => {
    const [now, before] = [measureOf(load, measure, null), measureOf(last, measure, null)];
    if (now === null || before === null || before <= 0) return false;
    return now >= before * factor || now * factor <= before;
  };
  const isCertain = isLarge(load) && isLarge(last);
  return stopIf(isOff("meanBalance") && (isCertain || isOff("medianBalance")), "balance_factor", "meanBalance", load);
};

/** The snapshot lags while an earlier upload is being sent: it says nothing until it has most of the last load. */
function hasSnapshot({ load, leastKept }: Judged): boolean {
  return load.snapshot !== null && load.snapshot.debtors >= leastKept;
}

const whose: Stop = (judged) => {
  const { load, thresholds } = judged;
  if (load.snapshot === null || !hasSnapshot(judged)) return none;
  const { known, elsewhere } = load.snapshot;
  const isElsewhere = known < thresholds.elsewhereShare && elsewhere >= thresholds.elsewhereShare;
  if (isElsewhere) return stopIf(true, "other_portfolio", "elsewhere", load);
  return stopIf(known < thresholds.knownShare, "nobody_known", "known", load);
};

/** When a month opens many leave and as many come, so there it is the loss that counts. */
const manyGone: Stop = (judged) => {
  const { load, last, thresholds } = judged;
  if (load.snapshot === null || !hasSnapshot(judged)) return none;
  const { gone, known, debtors } = load.snapshot;
  const came = ((1 - known) * load.debtors) / debtors;
  const isOpening = isMonthOpening(load.day, last.day);
  const isTooMany = isOpening
    ? gone >= thresholds.openingGoneShare || gone - came >= thresholds.openingLossShare
    : gone >= thresholds.goneShare;
  return stopIf(isTooMany, "many_gone", "gone", load);
};

const halfOfFile: Stop = ({ load, last, thresholds }) => {
  const measure = (["rows", "obligations", "debtors"] as const).find(
    (name) => load[name] < last[name] * thresholds.halfShare,
  );
  return measure === undefined ? none : stopIf(true, "half_of_file", measure, load);
};

/** Too few dates may all fall on the first days of a month. */
const leastDates = 20;

const datesExchanged: Stop = ({ load, last, past }) => {
  const [now, before] = [load.cutOffAgreement, last.cutOffAgreement];
  if (now !== null && before !== null && before >= 0.6 && now < before / 2)
    return stopIf(true, "dates_exchanged", "agreement", load);
  const usual = median(past.flatMap(({ exchangeable }) => exchangeable ?? []).concat(last.exchangeable ?? 1));
  const isNow = load.dates >= leastDates && (load.exchangeable ?? 0) >= 0.97;
  return stopIf(isNow && usual <= 0.8, "dates_exchanged", "exchangeable", load);
};

const columnShifted: Stop = ({ load, last, past, thresholds: { shiftedShare } }) => {
  if (load.leftOutShare >= shiftedShare && last.leftOutShare < shiftedShare / 2)
    return stopIf(true, "column_shifted", "leftOut", load);
  const moved = Object.entries(load.digitShares).find(([fieldId, share]) => {
    const before = last.digitShares[fieldId];
    return before !== undefined && Math.abs(share - before) >= shiftedShare;
  });
  if (moved !== undefined) return stopIf(true, "column_shifted", "digits", load, moved[0]);
  const unseen = Object.keys(load.listValues).find(
    (fieldId) => (unseenShare(load, past, fieldId) ?? 0) >= shiftedShare,
  );
  if (unseen === undefined) return none;
  const value = unseenShare(load, past, unseen);
  return [stopOf("column_shifted", { measure: "unseen", fieldId: unseen, value })];
};

/** Names, addresses and telephones hardly change: if half of them differ at once, they are somebody else's column. */
const fieldReplaced: Stop = (judged) => {
  const { load, past, thresholds } = judged;
  if (load.snapshot === null || !hasSnapshot(judged)) return none;
  const fieldId = Object.keys(load.snapshot.changedFields).find((field) => {
    if (load.digitShares[field] === undefined && !steadyFields.has(field)) return false;
    const isUsual = past.some((one) => (one.snapshot?.changedFields[field] ?? 0) >= thresholds.shiftedShare / 2);
    return !isUsual && (measureOf(load, "changedField", field) ?? 0) >= thresholds.shiftedShare;
  });
  if (fieldId === undefined) return none;
  return stopIf(true, fieldId === dueDateField ? "dates_exchanged" : "column_shifted", "changedField", load, fieldId);
};

/** Fields that are no text and hardly change either. */
const dueDateField: FieldId = "obligation.expiring_date";
const steadyFields: ReadonlySet<FieldId> = new Set(["debtor.Telephone", "debtor.Email", dueDateField]);

/** Exchanged in fewer obligations, or in less than half of those that differ, they may be so by chance. */
const leastExchanged = 3;
const exchangedShare = 0.5;

/** One stop for each of the two fields, so that both are named. */
const amountsExchanged: Stop = ({ load }) =>
  (load.snapshot?.exchangedFields ?? [])
    .filter(({ share, obligations }) => obligations >= leastExchanged && share >= exchangedShare)
    .flatMap(({ fieldIds }) => fieldIds.map((fieldId) => stopOf("amounts_exchanged", { fieldId })));

const fieldMissing: Stop = ({ load, last }) =>
  last.mappedFields
    .filter((fieldId) => !load.mappedFields.includes(fieldId))
    .map((fieldId) => stopOf("field_missing", { fieldId }));

const fieldEmpty: Stop = ({ load, last, thresholds }) =>
  load.mappedFields.flatMap((fieldId) => {
    const before = measureOf(last, "empty", fieldId);
    const isEmpty = (measureOf(load, "empty", fieldId) ?? 0) >= thresholds.emptyShare;
    return stopIf(isEmpty && before !== null && before < 0.5, "field_empty", "empty", load, fieldId);
  });

const stops: readonly Stop[] = [
  sameContent,
  oldFile,
  balanceFactor,
  whose,
  manyGone,
  halfOfFile,
  datesExchanged,
  columnShifted,
  fieldReplaced,
  amountsExchanged,
  fieldMissing,
  fieldEmpty,
];

/** They compare how much there is, of which a part has only some. */
const ofWholeFiles: ReadonlySet<Stop> = new Set([manyGone, halfOfFile]);
