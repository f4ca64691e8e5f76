import { batchGroups, batchMoves, batchStates } from "#lib/domain/outcome/batch-state.ts";
import { outcomes } from "#lib/domain/outcome/outcome.ts";
import { recordGroups, recordMoves, recordStates } from "#lib/domain/outcome/record-state.ts";
import { uploadGroups, uploadMoves, uploadStates } from "#lib/domain/outcome/upload-state.ts";
import { snapshotGroups, snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";

export const everyState: ReadonlySet<string> = new Set([
  ...uploadStates,
  ...batchStates,
  ...recordStates,
  ...snapshotStates,
]);

/** Sets of states that have a name in the domain: groups, and the states that a state may move to. */
export const namedLists: ReadonlySet<string> = new Set(
  [
    ...[uploadStates, batchStates, recordStates, snapshotStates, outcomes],
    ...[uploadGroups, batchGroups, recordGroups, snapshotGroups].flatMap((groups) =>
      Object.values<readonly string[]>(groups),
    ),
    ...[uploadMoves, batchMoves, recordMoves].flatMap((moves) => Object.values<readonly string[]>(moves)),
  ].map(asSet),
);

/** A list as a comparable set: sorted, each state once. */
export function asSet(list: readonly string[]): string {
  return [...new Set(list)].sort().join(", ");
}

/**
 * Lists of two or more states written out in a text, in TypeScript (`["a", "b"]`) or SQL (`IN ('a', 'b')`,
 * `ARRAY['a'::"T", …]`), as sets.
 */
export function spelledLists(text: string): string[] {
  const lists = text.replaceAll(/::"?\w+"?/g, "").matchAll(/[[(]\s*((?:(["'])\w+\2\s*,?\s*){2,})[\])]/g);
  return [...lists].flatMap(([, list = ""]) => {
    const items = [...list.matchAll(/\w+/g)].map(([item]) => item);
    return items.every((item) => everyState.has(item)) ? [asSet(items)] : [];
  });
}

/** Literals that a text compares a `state` with or sets it to. */
export function spelledStates(text: string): string[] {
  const found = text.matchAll(/\bstate"?(?:::text)?\s*(?:=|<>|!==?|===|:|IS DISTINCT FROM)\s*(["'])(\w+)\1/g);
  return [...found].map(([, , state = ""]) => state);
}
