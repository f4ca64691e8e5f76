import type { ZipPart } from "#tests/support/bad-files/zip-file.ts";
import type { Random } from "#tests/support/portfolio/random.ts";
import type { Draft } from "../sheet/draft.ts";
import type { Format } from "../sheet/shape.ts";
import type { WrittenFile } from "../write/written-file.ts";

/**
 * What an operator damaged: rows of the portfolio and fields of them. Only a report about these counts as
 * said.
 */
export interface Thing {
  readonly rows: ReadonlySet<number> | "all";
  readonly fields: ReadonlySet<string> | "all";
  /** The damage is extra rows that nobody means to send. */
  readonly isExtra?: true;
  /** Rows needed to see the damage: the other one of two that contradict each other. */
  readonly shownBy?: ReadonlySet<number>;
  /** Rows of which one suffices to see the damage. */
  readonly shownByAny?: ReadonlySet<number>;
}

interface Named {
  readonly name: string;
  /** How this happens to files in real life. */
  readonly what: string;
  readonly formats: readonly Format[];
  /** Notices of the file that report this damage and nothing else. */
  readonly notices?: readonly string[];
  /** Moves cells to other columns: an issue saying that its row may be shifted reports this damage. */
  readonly shifts?: true;
  /** Leaves no trace in the file; counted apart. At most five operators may set it (decision 30). */
  readonly isInvisible?: true;
}

/**
 * Something that happens to bank files, and at which stage. `apply` returns null if this file has nothing to
 * damage.
 */
export type Operator = Named &
  (
    | { readonly at: "table"; apply(draft: Draft, random: Random): Thing | null }
    // Moves the cells of some rows only: after all others that act on the table, since they find cells by their column.
    | { readonly at: "order"; apply(draft: Draft, random: Random): Thing | null }
    | { readonly at: "text"; apply(lines: (string | null)[], draft: Draft, random: Random): Thing | null }
    | { readonly at: "parts"; apply(parts: ZipPart[], draft: Draft, random: Random): Thing | null }
    | { readonly at: "bytes"; apply(file: WrittenFile, draft: Draft, random: Random): ChangedBytes | null }
  );

export interface ChangedBytes {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly thing: Thing;
  /** The new offset of a byte; absent if no byte has moved. */
  readonly moved?: (at: number) => number;
}

export const everything: Thing = { rows: "all", fields: "all" };
export const nothing: Thing = { rows: new Set(), fields: new Set() };

export function rowsThing(rows: Iterable<number | null>, fields: Thing["fields"] = "all"): Thing {
  const named = new Set<number>();
  for (const row of rows) if (row !== null) named.add(row);
  return { rows: named, fields };
}

/** Damage that only shows next to another row. */
export function shownBy(row: number | null, thing: Thing): Thing {
  return row === null ? thing : { ...thing, shownBy: new Set([row]) };
}

export function columnThing(...fields: readonly (string | null)[]): Thing {
  return { rows: "all", fields: new Set(fields.filter((field) => field !== null)) };
}
