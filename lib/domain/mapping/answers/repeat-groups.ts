import type { Field } from "../../fields/field.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { maxGroups } from "../find-groups.ts";
import { foldHeader } from "../headers/fold-header.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { settleJoins } from "./joined-columns.ts";
import { decidedReading } from "./reading-question.ts";

export interface RepeatedPattern {
  /** The mapping with the first obligation's columns repeated in all further groups. */
  readonly mapping: Mapping;
  /** How many obligations that adds to a row. */
  readonly added: number;
}

interface Pattern {
  readonly period: number;
  readonly repeats: number;
  readonly alike: number;
}

/** Up to this many columns between two groups may belong to neither; behind a larger gap something else begins. */
const maxGap = 4;

/**
 * Repeats the first obligation's columns for those behind it, as often as columns of the same kind follow at
 * the same distance; null if none do, or if the first obligation has only one column. Of several distances,
 * the one with most headers that begin alike ("Pagaré A", "Pagaré B") wins, then the shortest.
 */
export function repeatFirstGroup(
  mapping: Mapping,
  columns: readonly ColumnReport[],
  fields: readonly Field[],
): RepeatedPattern | null {
  const ofObligations = new Map(
    fields.filter((field) => field.level === "obligation").map((field) => [field.id, field] as const),
  );
  const first = mapping.columns.flatMap((state, index) =>
    "field" in state && state.group === 0 && ofObligations.has(state.field) ? [index] : [],
  );
  const [begin, end] = [first[0] ?? 0, first.at(-1) ?? 0];
  if (first.length < 2) return null;
  const canTake = (index: number): boolean => {
    const state = mapping.columns[index];
    return state !== undefined && (!("field" in state) || (state.group > 0 && ofObligations.has(state.field)));
  };
  const patterns: Pattern[] = [];
  for (let period = end - begin + 1; period <= end - begin + 1 + maxGap; period++) {
    const fits = (repeat: number) =>
      first.every((index) => canTake(index + repeat * period) && isLike(columns, index, index + repeat * period));
    let repeats = 0;
    while (repeats + 1 < maxGroups && fits(repeats + 1)) repeats++;
    const alike = first.filter((index) => firstWord(columns, index) === firstWord(columns, index + period)).length;
    if (repeats > 0) patterns.push({ period, repeats, alike });
  }
  const best = patterns.toSorted((a, b) => b.alike - a.alike || a.period - b.period)[0];
  if (best === undefined) return null;
  const next = [...mapping.columns];
  for (let group = 1; group <= best.repeats; group++) {
    for (let index = begin; index <= end; index++) {
      const column = columns[index + group * best.period];
      const state = mapping.columns[index];
      if (column === undefined || state === undefined) continue;
      next[column.index] = inGroup(state, group, column, ofObligations) ?? next[column.index] ?? state;
    }
  }
  return { mapping: settleJoins({ ...mapping, columns: next }), added: best.repeats };
}

function inGroup(
  state: ColumnMapping,
  group: number,
  column: ColumnReport,
  fields: ReadonlyMap<string, Field>,
): ColumnMapping | null {
  if (state.state === "joined") return { ...state, group };
  if (state.state === "left_out") return state;
  const field = state.state === "field" ? fields.get(state.field) : undefined;
  if (state.state !== "field" || field === undefined) return null;
  // The first group's answers hold for the others, unless their own values decide otherwise.
  return { ...state, group, reading: { ...state.reading, ...decidedReading(column, field) } };
}

/** Whether two columns are of the same kind. An empty one matches any, because later obligations are rarer. */
function isLike(columns: readonly ColumnReport[], of: number, other: number): boolean {
  const [left, right] = [kindOf(columns[of]), kindOf(columns[other])];
  return left === right || left === "empty" || right === "empty";
}

function kindOf(column: ColumnReport | undefined): "empty" | "date" | "words" | "numbers" | null {
  if (column === undefined) return null;
  if (column.filledRows === 0) return "empty";
  if (column.dateOrder !== null) return "date";
  return column.samples.some((sample) => /\p{L}/u.test(sample)) ? "words" : "numbers";
}

function firstWord(columns: readonly ColumnReport[], index: number): string {
  return foldHeader(columns[index]?.header ?? "").split(" ")[0] ?? "";
}
