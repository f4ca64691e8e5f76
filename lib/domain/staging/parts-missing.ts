import { listLengthsSchema, stagingLists } from "./list-item.ts";

export interface PartStored {
  readonly list: string;
  readonly sequence: number;
  readonly items: number;
}

/**
 * Announced parts that have not arrived, as `edits:3`. If all parts of a list are there but their items do
 * not add up to the announced number, its last part.
 */
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
