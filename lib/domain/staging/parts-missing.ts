import { listLengthsSchema, stagingLists } from "./list-item.ts";

export interface PartStored {
  readonly list: string;
  readonly sequence: number;
  readonly items: number;
}

/** Of the parts that an upload announced, those that are not there, as `edits:3`; the last one too where all are, with other items than were announced. */
export function partsMissing(announced: unknown, stored: readonly PartStored[]): string[] {
  const lists = listLengthsSchema.parse(announced);
  return stagingLists.flatMap((list) => {
    const { items, parts } = lists[list];
    const there = stored.filter((part) => part.list === list);
    const come = new Set(there.map(({ sequence }) => sequence));
    const missing = Array.from({ length: parts }, (_, sequence) => sequence).filter((sequence) => !come.has(sequence));
    const isWhole = there.reduce((sum, part) => sum + part.items, 0) === items;
    return (missing.length === 0 && !isWhole ? [parts - 1] : missing).map((sequence) => `${list}:${sequence}`);
  });
}
