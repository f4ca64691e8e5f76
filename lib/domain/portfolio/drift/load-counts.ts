import { z } from "zod";
import { formatCents, parseCents } from "../../debtors/totals-counter.ts";
import { mostListValues } from "./field-tally.ts";
import type { LoadMeasures } from "./measures.ts";
import { shareOf } from "./snapshot-measures.ts";

const fieldCountsSchema = z.object({
  values: z.number(),
  /** Empty, unreadable or the default for empty cells. */
  empty: z.number(),
  /** Values with a digit in them; null for a field that is no text. */
  withDigit: z.number().nullable(),
  /** How many have each value; null for a field without a closed list. */
  list: z.record(z.string(), z.number()).nullable(),
});
export type FieldCounts = z.infer<typeof fieldCountsSchema>;

/**
 * What measures are made of, in figures that can be added up: the parts of a set are counted one by one, and measured
 * together. Where only a sample was looked at, counts are of all.
 */
export const loadCountsSchema = z.object({
  /** The file without rows set aside; `balance` is a decimal with two places. */
  rows: z.number(),
  leftOutRows: z.number(),
  debtors: z.number(),
  obligations: z.number(),
  balance: z.string(),
  /** Debtors by the size of their balance ({@link sizeOf}). */
  sizes: z.record(z.string(), z.number()),
  /** Debtors that are sent, and two sums of their payloads' digests. */
  content: z.object({ debtors: z.number(), high: z.number(), low: z.number() }),
  /** By mapped field. */
  fields: z.record(z.string(), fieldCountsSchema),
  dates: z.number(),
  exchangeable: z.number(),
  /** Overdue obligations, those that agree on one day, and that day or the one that a person stated. */
  cutOff: z.object({ day: z.iso.date().nullable(), agreeing: z.number(), obligations: z.number() }),
});
export type LoadCounts = z.infer<typeof loadCountsSchema>;

/** What counts alone do not tell. */
export type Beside = Pick<LoadMeasures, "day" | "medianBalance" | "snapshot">;

/** The measures of what was counted. */
export function measuresOf(counts: LoadCounts, { day, medianBalance, snapshot }: Beside): LoadMeasures {
  const { rows, leftOutRows, debtors, obligations, balance, content, fields, dates, exchangeable, cutOff } = counts;
  const by = <T>(of: (field: FieldCounts) => T | null): Record<string, T> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([id, field]) => {
        const value = of(field);
        return value === null ? [] : [[id, value]];
      }),
    );
  return {
    day,
    ...{ rows, debtors, obligations, balance, medianBalance },
    leftOutShare: shareOf(leftOutRows, rows),
    mappedFields: Object.keys(fields),
    emptyShares: by(({ empty, values }) => shareOf(empty, values)),
    digitShares: by(({ withDigit, values, empty }) => (withDigit === null ? null : shareOf(withDigit, values - empty))),
    listValues: by(({ list }) => list),
    exchangeable: dates === 0 ? null : shareOf(exchangeable, dates),
    dates,
    cutOff: cutOff.day,
    cutOffAgreement: cutOff.obligations === 0 ? null : shareOf(cutOff.agreeing, cutOff.obligations),
    contentDigest: [content.debtors, content.high, content.low].join("-"),
    snapshot,
  };
}

/**
 * The counts of a whole set. `repeated`: how often its debtors stand in one more of its parts. All parts must have a
 * field for the set to have it, as all rows of a file do; the cut-off is that of the oldest part.
 */
export function countsOfSet(parts: readonly LoadCounts[], repeated: number): LoadCounts {
  const sum = (of: (part: LoadCounts) => number) => parts.reduce((all, part) => all + of(part), 0);
  const [last] = parts.slice(-1);
  const ids = Object.keys(last?.fields ?? {}).filter((id) => parts.every(({ fields }) => fields[id] !== undefined));
  const days = parts.flatMap(({ cutOff }) => cutOff.day ?? []);
  return {
    rows: sum(({ rows }) => rows),
    leftOutRows: sum(({ leftOutRows }) => leftOutRows),
    debtors: sum(({ debtors }) => debtors) - repeated,
    obligations: sum(({ obligations }) => obligations),
    balance: formatCents(parts.reduce((cents, { balance }) => cents + parseCents(balance), 0n)),
    sizes: added(parts.map(({ sizes }) => sizes)),
    content: {
      debtors: sum(({ content }) => content.debtors),
      high: sum(({ content }) => content.high) >>> 0,
      low: sum(({ content }) => content.low) >>> 0,
    },
    fields: Object.fromEntries(ids.map((id) => [id, fieldOf(parts.flatMap(({ fields }) => fields[id] ?? []))])),
    dates: sum(({ dates }) => dates),
    exchangeable: sum(({ exchangeable }) => exchangeable),
    cutOff: {
      day: days.toSorted()[0] ?? null,
      agreeing: sum(({ cutOff }) => cutOff.agreeing),
      obligations: sum(({ cutOff }) => cutOff.obligations),
    },
  };
}

function fieldOf(parts: readonly FieldCounts[]): FieldCounts {
  const sum = (of: (part: FieldCounts) => number | null) => parts.reduce((all, part) => all + (of(part) ?? 0), 0);
  const lists = parts.flatMap(({ list }) => (list === null ? [] : [list]));
  const list = lists.length < parts.length ? null : added(lists);
  return {
    values: sum(({ values }) => values),
    empty: sum(({ empty }) => empty),
    withDigit: parts.some(({ withDigit }) => withDigit === null) ? null : sum(({ withDigit }) => withDigit),
    list: list === null || Object.keys(list).length > mostListValues ? null : list,
  };
}

function added(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all = new Map<string, number>();
  for (const [key, count] of counts.flatMap((one) => Object.entries(one))) all.set(key, (all.get(key) ?? 0) + count);
  return Object.fromEntries(all);
}

/** Balances of one size differ by two per cent at most. */
const sizeRatio = Math.log(1.02);

/** The size of a balance in cents: 0 for none, else how often two per cent are in it; negative for a credit. */
export function sizeOf(cents: number): number {
  return cents === 0 ? 0 : Math.sign(cents) * (1 + Math.floor(Math.log(Math.abs(cents)) / sizeRatio));
}

/** Of a safe integer of cents. */
const mostSize = sizeOf(Number.MAX_SAFE_INTEGER);

/** How many balances in cents have each size. */
export function sizesOf(balances: Float64Array): LoadCounts["sizes"] {
  const counts = new Uint32Array(2 * mostSize + 1);
  for (const cents of balances) {
    const place = mostSize + sizeOf(cents);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return Object.fromEntries([...counts].flatMap((count, place) => (count === 0 ? [] : [[place - mostSize, count]])));
}

/** The median of balances that were counted by size, within one per cent: a decimal with two places, null for none. */
export function medianOfSizes(sizes: LoadCounts["sizes"]): string | null {
  const sorted = Object.entries(sizes)
    .map(([size, count]) => [Number(size), count] as const)
    .sort(([left], [right]) => left - right);
  const half = Math.floor((sorted.reduce((sum, [, count]) => sum + count, 0) - 1) / 2);
  let before = 0;
  for (const [size, count] of sorted) {
    before += count;
    if (before <= half) continue;
    const cents = size === 0 ? 0 : Math.sign(size) * Math.exp((Math.abs(size) - 0.5) * sizeRatio);
    return formatCents(BigInt(Math.round(cents)));
  }
  return null;
}
