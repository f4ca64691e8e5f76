import { isSame } from "#lib/domain/mapping/answers/by-hand.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { otherSide, type Side } from "./cell-changes.ts";

/** Parts of a mapping by their name; a part may be undefined. */
type MappingParts = Partial<Mapping>;

/** What an action decided: the parts of the mapping that it changed, before and after it. */
export type Decision = Readonly<Record<Side, MappingParts>>;

/** What was decided from one mapping to the other; null if nothing. */
export function decisionBetween(before: Mapping, after: Mapping): Decision | null {
  const names = Object.keys({ ...before, ...after }) as (keyof Mapping)[];
  const changed = names.filter((name) => !isSame(before[name], after[name]));
  if (changed.length === 0) return null;
  const partsOf = (mapping: Mapping): MappingParts => Object.fromEntries(changed.map((name) => [name, mapping[name]]));
  return { before: partsOf(before), after: partsOf(after) };
}

/**
 * The mapping with the decision's parts as they are on this side. Null if they were changed elsewhere since, on the
 * page of the columns: then they are no longer this decision's to change.
 */
export function decided(mapping: Mapping, decision: Decision, side: Side): Mapping | null {
  const parts = decision[otherSide[side]];
  const isHeld = (Object.keys(parts) as (keyof Mapping)[]).every((name) => isSame(mapping[name], parts[name]));
  return isHeld ? { ...mapping, ...decision[side] } : null;
}

/** A part of the mapping that was decided, for JSON, which has no undefined: a side without a value had none. */
export interface DecidedPart {
  readonly name: keyof Mapping;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A decision as JSON can hold it. */
export function decidedParts({ before, after }: Decision): DecidedPart[] {
  const names = Object.keys({ ...before, ...after }) as (keyof Mapping)[];
  return names.map((name) => ({ name, before: before[name], after: after[name] }));
}

/** The decision of such parts. */
export function decisionOf(parts: readonly DecidedPart[]): Decision {
  const on = (side: Side): MappingParts => Object.fromEntries(parts.map((part) => [part.name, part[side]]));
  return { before: on("before"), after: on("after") };
}
