import type { Load } from "../load.ts";

/** A load of a portfolio, in the order staged. */
export interface StagedLoad {
  readonly uploadId: string;
  readonly loadKind: "whole" | "part" | "additions";
  readonly partNumber: number | null;
  readonly partCount: number | null;
}

/**
 * The other parts of the set that `last` completes; null if it completes none. `loads`: the portfolio's loads that were
 * not cancelled, in the order staged, `last` and those after it among them or not. A set begins with the first part
 * after a whole load or after a complete set, with a part whose number the open set has already, and with another
 * number of parts.
 */
export function completedSet(loads: readonly StagedLoad[], last: StagedLoad): readonly StagedLoad[] | null {
  const at = loads.findIndex(({ uploadId }) => uploadId === last.uploadId);
  const set = setAfter([...(at === -1 ? loads : loads.slice(0, at)), last]);
  return isComplete(set) ? [...set.values()].filter(({ uploadId }) => uploadId !== last.uploadId) : null;
}

/** A load with what its comparison counts; after the confirmation that does not change any more. */
export interface CountedLoad extends StagedLoad {
  readonly isConfirmed: boolean;
  /** The other parts of the set that it tells who is gone by, in the order staged; null for none. */
  readonly counted: readonly string[] | null;
}

/**
 * The other parts of the set that `part` tells who is gone by; null if it tells of nobody. That is the part which
 * completes the set. If it was confirmed while it counted another part, discarded since, the last one that is not
 * confirmed yet tells it: a person must see who is gone before they confirm it. `loads` as {@link completedSet} takes
 * them; `part` may be missing while it is being staged.
 */
export function partsTold(loads: readonly CountedLoad[], part: StagedLoad): readonly StagedLoad[] | null {
  const isPart = ({ uploadId }: StagedLoad) => uploadId === part.uploadId;
  const isKnown = loads.some(isPart);
  const all = isKnown ? loads : [...loads, { ...part, isConfirmed: false, counted: null }];
  const set = wholeFiles(all).find((parts) => parts.some(isPart));
  const last = set?.at(-1);
  if (set === undefined || last === undefined) return null;
  const counts = last.counted?.join() === idsOf(set.slice(0, -1)).join();
  const teller = !last.isConfirmed || counts ? last : set.findLast(({ isConfirmed }) => !isConfirmed);
  return teller !== undefined && isPart(teller) ? set.filter((one) => !isPart(one)) : null;
}

/**
 * The other parts of the set that a part belongs to, complete or not, in the order staged. `loads` as
 * {@link completedSet} takes them; `part` may be missing while it is being staged.
 */
export function partsBeside<Part extends StagedLoad>(loads: readonly Part[], part: StagedLoad): readonly Part[] {
  const isPart = ({ uploadId }: StagedLoad) => uploadId === part.uploadId;
  let found: readonly StagedLoad[] = [];
  for (const { set } of setsAfterEach<StagedLoad>(loads.some(isPart) ? loads : [...loads, part]))
    if ([...set.values()].some(isPart)) found = [...set.values()];
  return loads.filter((one) => !isPart(one) && found.includes(one));
}

/** The uploads of some loads. */
export function idsOf(loads: readonly StagedLoad[]): readonly string[] {
  return loads.map(({ uploadId }) => uploadId);
}

/**
 * The files of a portfolio, in the order in which they were complete: a whole load, or all parts of a set, which are one
 * file together. `loads` as {@link completedSet} takes them.
 */
export function wholeFiles<Part extends StagedLoad>(loads: readonly Part[]): readonly (readonly Part[])[] {
  const files: Part[][] = [];
  for (const { load, set } of setsAfterEach(loads)) {
    if (load.loadKind === "whole") files.push([load]);
    else if (isComplete(set)) files.push([...set.values()]);
  }
  return files;
}

/** Of {@link wholeFiles} those whose loads are all confirmed, in the order in which that was: a draft may wait for days. */
export function confirmedFiles<Part extends StagedLoad & { readonly confirmedAt: Date | null }>(
  loads: readonly Part[],
): readonly { readonly parts: readonly Part[]; readonly confirmedAt: Date }[] {
  const files = wholeFiles(loads).flatMap((parts) => {
    const times = parts.flatMap(({ confirmedAt }) => confirmedAt?.getTime() ?? []);
    return times.length < parts.length ? [] : [{ parts, confirmedAt: new Date(Math.max(...times)) }];
  });
  return files.toSorted((a, b) => a.confirmedAt.getTime() - b.confirmedAt.getTime());
}

/**
 * How many parts the set begun by then still waited for once this load was staged; 0 if there was none or the load is
 * not among them. Additions end no set: they bring none of its parts. `loads` as {@link completedSet} takes them.
 */
export function missingParts(loads: readonly StagedLoad[], uploadId: string): number {
  const at = loads.findIndex((load) => load.uploadId === uploadId);
  const set = setAfter(loads.slice(0, at + 1));
  const [first] = set.values();
  return first === undefined ? 0 : (first.partCount ?? 0) - set.size;
}

/** A set that waits for parts. */
export interface OpenSet<Part> {
  readonly of: number;
  /** Those it has, in the order staged; their numbers differ. */
  readonly parts: readonly Part[];
}

/** The set that waits for parts after these loads, as {@link completedSet} takes them; null for none. */
export function openSetAfter<Part extends StagedLoad>(loads: readonly Part[]): OpenSet<Part> | null {
  const set = setAfter(loads);
  const [first] = set.values();
  return first === undefined || isComplete(set) ? null : { of: first.partCount ?? 0, parts: [...set.values()] };
}

/** Numbers of the parts that a set waits for. */
export function numbersMissing({ of, parts }: OpenSet<Pick<StagedLoad, "partNumber">>): readonly number[] {
  const has = new Set(parts.map(({ partNumber }) => partNumber));
  return Array.from({ length: of }, (_, index) => index + 1).filter((number) => !has.has(number));
}

/**
 * Why a load, were it the next, would begin a set anew although another waits for parts: it has the number of one of
 * them, or another count. Null if it would not. A whole load and additions begin none.
 */
export function clashWith(set: OpenSet<Pick<StagedLoad, "partNumber">> | null, load: Load): "number" | "count" | null {
  if (set === null || load.kind !== "part") return null;
  if (load.of !== set.of) return "count";
  return set.parts.some(({ partNumber }) => partNumber === load.number) ? "number" : null;
}

/** The set that the last part of these loads belongs to, by number; empty after a whole load. */
function setAfter<Part extends StagedLoad>(loads: readonly Part[]): ReadonlyMap<number | null, Part> {
  let last: ReadonlyMap<number | null, Part> = new Map();
  for (const { set } of setsAfterEach(loads)) last = set;
  return last;
}

/** Each load but additions with the set as it is then; a set grows with its parts. */
function* setsAfterEach<Part extends StagedLoad>(loads: readonly Part[]) {
  let set = new Map<number | null, Part>();
  for (const load of loads) {
    if (load.loadKind === "additions") continue;
    const isOther = [...set.values()].some(({ partCount }) => partCount !== load.partCount);
    if (load.loadKind === "whole" || isOther || set.has(load.partNumber) || isComplete(set)) set = new Map();
    if (load.loadKind === "part") set.set(load.partNumber, load);
    yield { load, set };
  }
}

function isComplete(open: ReadonlyMap<number | null, StagedLoad>): boolean {
  const [first] = open.values();
  return first !== undefined && open.size === first.partCount;
}
