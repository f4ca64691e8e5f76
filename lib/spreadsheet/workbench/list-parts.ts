import {
  itemsPerPart,
  type ListItem,
  type ListLengths,
  type StagingList,
  stagingLists,
} from "#lib/domain/staging/list-item.ts";
import type { PackedPart, StagingPlan } from "../protocol/staging.ts";
import { sha256Hex } from "./digest.ts";

/** Characters after which a part is full: a few hundred KB, of which nothing is left packed. */
const maxPartCharacters = 512 * 1024;

/** What of a plan travels beside its rows. */
export type Listed = Pick<StagingPlan, "edits" | "setAside" | "correction">;

/** Some neighbouring items of a list. */
export interface ListPart {
  readonly list: StagingList;
  readonly sequence: number;
  readonly from: number;
  /** Not in it. */
  readonly to: number;
}

function listsOf(plan: Listed): { readonly [List in StagingList]: readonly ListItem[List][] } {
  const { edits, setAside, correction } = plan;
  return {
    edits,
    set_aside: setAside,
    renumbered: correction?.renumbered ?? [],
    renamed: correction?.renamed ?? [],
    added: (correction?.added ?? []).map((row) => ({ row })),
  };
}

/** Cuts the lists of a plan into parts, the same ones each time. */
export function cutLists(plan: Listed): readonly ListPart[] {
  const lists = listsOf(plan);
  return stagingLists.flatMap((list) => {
    const parts: ListPart[] = [];
    let from = 0;
    let characters = 0;
    for (const [index, item] of lists[list].entries()) {
      characters += charactersOf(item);
      if (index + 1 - from < itemsPerPart && characters < maxPartCharacters) continue;
      parts.push({ list, sequence: parts.length, from, to: index + 1 });
      from = index + 1;
      characters = 0;
    }
    const to = lists[list].length;
    if (from < to) parts.push({ list, sequence: parts.length, from, to });
    return parts;
  });
}

/** What an upload begins by telling of its lists. */
export function lengthsOf(parts: readonly ListPart[]): ListLengths {
  const length = (list: StagingList) => {
    const own = parts.filter((part) => part.list === list);
    return { items: own.at(-1)?.to ?? 0, parts: own.length };
  };
  return {
    edits: length("edits"),
    set_aside: length("set_aside"),
    renumbered: length("renumbered"),
    renamed: length("renamed"),
    added: length("added"),
  };
}

/** A part as it travels: gzip of a JSON line an item. */
export async function packPart(plan: Listed, { list, sequence, from, to }: ListPart): Promise<PackedPart> {
  const lines = listsOf(plan)
    [list].slice(from, to)
    .map((item) => JSON.stringify(item));
  const packed = new Blob([`${lines.join("\n")}\n`]).stream().pipeThrough(new CompressionStream("gzip"));
  const body = await new Response(packed).arrayBuffer();
  return { list, sequence, items: to - from, body, sha256: await sha256Hex(body) };
}

function charactersOf(item: ListItem[StagingList]): number {
  if ("text" in item) return item.text.length;
  return "cells" in item ? item.cells.reduce((sum, cell) => sum + cell.length, item.cells.length) : 0;
}
