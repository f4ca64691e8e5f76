import { z } from "zod";
import { loadCountsSchema } from "./load-counts.ts";

const share = z.number().min(0).max(1);
const byField = <T extends z.ZodType>(of: T) => z.record(z.string(), of);
const isoDay = z.iso.date();

/** What a load of a portfolio is measured by; compared with those of later loads. */
export const loadMeasuresSchema = z.object({
  /** Its day by the tenant's clock. */
  day: isoDay,
  /** The file without rows set aside; `balance` is a decimal with two places. */
  rows: z.number(),
  debtors: z.number(),
  obligations: z.number(),
  balance: z.string(),
  /** Of the debtors' balances, a decimal with two places; null for no debtor. */
  medianBalance: z.string().nullable(),
  /** Share of the rows that are left out. */
  leftOutShare: share,
  /** Fields that a column fills. */
  mappedFields: z.array(z.string()),
  /** By mapped field: share of its values that are empty, unreadable or the default for empty cells. */
  emptyShares: byField(share),
  /** By mapped text field: share of its values with a digit in them. */
  digitShares: byField(share),
  /** By field of a closed list: its values and how many obligations (or debtors) have each. */
  listValues: byField(z.record(z.string(), z.number())),
  /** Share of the readable dates that would be a date with day and month exchanged, and how many dates there are. */
  exchangeable: share.nullable(),
  dates: z.number(),
  /** The day on which the sender closed the file, and the share of overdue obligations that agree on one day. */
  cutOff: isoDay.nullable(),
  cutOffAgreement: share.nullable(),
  /** Equal for two files with the same debtors and values, in any order. */
  contentDigest: z.string(),
  /**
   * Equal for two files with the same rows in the same order, as they stand in the file: before corrections by hand,
   * holds and whatever else decides what is sent. Absent in loads that are older than it, and of a whole set.
   */
  rowsDigest: z.string().optional(),
  /** The words by which the file says that it is a part, although it is loaded as a whole one. */
  statedPart: z.string().optional(),
  /** Against the snapshot; null if there was none. */
  snapshot: z
    .object({
      /** Debtors of the snapshot that are neither gone nor closed. */
      debtors: z.number(),
      /** Share of the file's debtors that the snapshot knows, and that live in another portfolio. */
      known: share,
      elsewhere: share,
      /** Share of the snapshot's debtors that are gone; of those who stayed, the share that changed. */
      gone: share,
      changed: share,
      /** By field: share of the debtors (or obligations) that stayed whose value differs. */
      changedFields: byField(share),
      /**
       * Pairs of amounts that are exchanged: the share of the values that differ in both which are. Absent in loads
       * that are older than it, or without any.
       */
      exchangedFields: z
        .array(z.object({ fieldIds: z.tuple([z.string(), z.string()]), share, obligations: z.number() }))
        .optional(),
    })
    .nullable(),
});
export type LoadMeasures = z.infer<typeof loadMeasuresSchema>;

/** As they are stored with a load. Those of a part are of it alone. */
export const storedMeasuresSchema = loadMeasuresSchema.extend({
  /** Of a part: what its set is measured by. */
  counts: loadCountsSchema.optional(),
  /** Of a part that completes its set: all of it together. */
  set: loadMeasuresSchema.optional(),
});
export type StoredMeasures = z.infer<typeof storedMeasuresSchema>;

/** Measures that are numbers, judged by a band and drawn as a line. Those after `changed` are of one field each. */
export const measureNames = [
  "rows",
  "debtors",
  "obligations",
  "balance",
  "medianBalance",
  "meanBalance",
  "leftOut",
  "known",
  "gone",
  "changed",
  "elsewhere",
  "agreement",
  "exchangeable",
  "empty",
  "digits",
  "unseen",
  "changedField",
] as const;
export type MeasureName = (typeof measureNames)[number];

/** Balances in the currency's unit, shares from 0 to 1; null where the load does not have the measure. */
export function measureOf(measures: LoadMeasures, name: MeasureName, fieldId: string | null): number | null {
  const field = fieldId ?? "";
  const { snapshot } = measures;
  switch (name) {
    case "rows":
    case "debtors":
    case "obligations":
      return measures[name];
    case "balance":
      return Number(measures.balance);
    case "medianBalance":
      return measures.medianBalance === null ? null : Number(measures.medianBalance);
    case "meanBalance":
      return measures.obligations === 0 ? null : Number(measures.balance) / measures.obligations;
    case "leftOut":
      return measures.leftOutShare;
    case "known":
    case "gone":
    case "changed":
    case "elsewhere":
      return snapshot?.[name] ?? null;
    case "agreement":
      return measures.cutOffAgreement;
    case "exchangeable":
      return measures.exchangeable;
    case "empty":
      return measures.emptyShares[field] ?? null;
    case "digits":
      return measures.digitShares[field] ?? null;
    case "changedField":
      return snapshot === null ? null : (snapshot.changedFields[field] ?? 0);
    case "unseen":
      return null;
  }
}
