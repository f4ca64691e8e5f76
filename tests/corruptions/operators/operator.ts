import type { ZipPart } from "#tests/support/bad-files/zip-file.ts";
import type { Random } from "#tests/support/portfolio/random.ts";
import type { Draft } from "../sheet/draft.ts";
import type { Format } from "../sheet/shape.ts";
import type { WrittenFile } from "../write/written-file.ts";

/** What an operator has damaged: rows of the portfolio, and fields of them. What is said must be about these. */
export interface Thing {
  readonly rows: ReadonlySet<number> | "all";
  readonly fields: ReadonlySet<string> | "all";
  /** It is rows of its own that nobody means to send. */
  readonly isExtra?: true;
  /** Rows without which nothing shows it: the other one of two that contradict each other. */
  readonly shownBy?: ReadonlySet<number>;
}

interface Named {
  readonly name: string;
  /** What happens to a file in life. */
  readonly what: string;
  readonly formats: readonly Format[];
  /** Notices of the file that are about this damage and nothing else. */
  readonly notices?: readonly string[];
  /** Cells stand in another place than theirs: an issue that says that its row may be shifted is about this. */
  readonly shifts?: true;
  /** Nothing in the file shows it; counted apart. At most five operators say so. */
  readonly isInvisible?: true;
}

/** Something that happens to bank files, where it happens. Null: this file has nothing that it could happen to. */
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
  /** Where a byte stands now; absent where none has moved. */
  readonly moved?: (at: number) => number;
}

export const everything: Thing = { rows: "all", fields: "all" };
export const nothing: Thing = { rows: new Set(), fields: new Set() };

export function rowsThing(rows: Iterable<number | null>, fields: Thing["fields"] = "all"): Thing {
  const named = new Set<number>();
  for (const row of rows) if (row !== null) named.add(row);
  return { rows: named, fields };
}

/** A damage that only shows beside another row. */
export function shownBy(row: number | null, thing: Thing): Thing {
  return row === null ? thing : { ...thing, shownBy: new Set([row]) };
}

export function columnThing(...fields: readonly (string | null)[]): Thing {
  return { rows: "all", fields: new Set(fields.filter((field) => field !== null)) };
}
