/** A load of a portfolio, in the order staged. */
export interface StagedLoad {
  readonly uploadId: string;
  readonly loadKind: "whole" | "part" | "additions";
  readonly partNumber: number | null;
  readonly partCount: number | null;
}

/**
 * The other parts of the set that `last` completes; null if it completes none. `before`: the portfolio's loads before it
 * that were not cancelled, in the order staged. A set begins with the first part after a whole load or after a complete
 * set, with a part whose number the open set has already, and with another number of parts.
 */
export function completedSet(before: readonly StagedLoad[], last: StagedLoad): readonly StagedLoad[] | null {
  let open = new Map<number | null, StagedLoad>();
  for (const load of [...before, last]) {
    if (load.loadKind === "additions") continue;
    const isOther = [...open.values()].some(({ partCount }) => partCount !== load.partCount);
    if (load.loadKind === "whole" || isOther || open.has(load.partNumber) || isComplete(open)) open = new Map();
    if (load.loadKind === "part") open.set(load.partNumber, load);
  }
  return isComplete(open) ? [...open.values()].filter(({ uploadId }) => uploadId !== last.uploadId) : null;
}

function isComplete(open: ReadonlyMap<number | null, StagedLoad>): boolean {
  const [first] = open.values();
  return first !== undefined && open.size === first.partCount;
}
