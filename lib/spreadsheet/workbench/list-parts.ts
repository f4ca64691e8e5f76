import {
  itemsPerPart,
  type ListItem,
  type ListLengths,
  type StagingList,
  stagingLists,
} from "#lib/domain/staging/list-item.ts";
import type { PackedPart, StagingPlan } from "../protocol/staging.ts";
import { sha256Hex } from "./digest.ts";

/** A part is full from this many characters on: half a megabyte of text, which gzip makes far smaller. */
const maxPartCharacters = 512 * 1024;

/** The lists of a plan that are sent apart from its rows. */
export type Listed = Pick<StagingPlan, "edits" | "setAside" | "correction">;

/** Consecutive items of a list. */
export interface ListPart {
  readonly list: StagingList;
  readonly sequence: number;
  readonly from: number;
  /** Exclusive. */
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
    lines: correction?.lines ?? [],
  };
}

/** Cuts a plan's lists into parts, always in the same way. */
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

/** The lengths of the lists, which are sent first when an upload begins. */
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
    lines: length("lines"),
  };
}

/** A part as it is sent: gzip of one JSON line per item. */
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
