import { z } from "zod";
import type { LineOfRow, RenamedRow, RenumberedRow } from "../correction/correction.ts";
import { type CellEdit, cellEditSchema, maxEdits } from "../table/cell-edit.ts";
import { maxSetAside, type SetAsideRow, setAsideReasons } from "../table/set-aside.ts";
import { parseSourceLine, sourceLine } from "../table/source-line.ts";
import { storable } from "../table/storable-text.ts";

/**
 * What travels beside an upload's rows and may be too long for one request: cells typed by hand and rows set
 * aside. For a corrected report also renumbered cells, renamed rows, added rows, and the lines that left-out rows had.
 * Each list has parts of its own (decision 39).
 */
export const stagingLists = ["edits", "set_aside", "renumbered", "renamed", "added", "lines"] as const;
export type StagingList = (typeof stagingLists)[number];

export interface ListItem {
  readonly edits: CellEdit;
  readonly set_aside: SetAsideRow;
  readonly renumbered: RenumberedRow;
  readonly renamed: RenamedRow;
  readonly added: { readonly row: number };
  readonly lines: LineOfRow;
}

/** Items of a part; fewer if their text is long. */
export const itemsPerPart = 5_000;

/** How many items and parts each list has, announced before any part arrives. */
export type ListLengths = Readonly<Record<StagingList, { readonly items: number; readonly parts: number }>>;

const lengthOf = (most: number) =>
  z
    .object({ items: z.number().int().min(0).max(most), parts: z.number().int().min(0).max(most) })
    .refine(({ items, parts }) => parts <= items && items <= parts * itemsPerPart, "does_not_add_up")
    .default({ items: 0, parts: 0 });

export const listLengthsSchema = z.strictObject({
  edits: lengthOf(maxEdits),
  set_aside: lengthOf(maxSetAside),
  renumbered: lengthOf(maxEdits),
  renamed: lengthOf(maxEdits),
  added: lengthOf(maxEdits),
  lines: lengthOf(maxEdits),
}) satisfies z.ZodType<ListLengths>;

const row = cellEditSchema.shape.row;

/** An item as it travels, as one line of JSON. */
export const listItemSchemas: { readonly [List in StagingList]: z.ZodType<ListItem[List]> } = {
  edits: cellEditSchema,
  set_aside: z
    .object({
      line: z.number(),
      cells: z.array(z.string().transform(storable)).readonly(),
      kinds: z.string().nullable(),
      reason: z.enum(setAsideReasons),
    })
    .refine((aside) => parseSourceLine(sourceLine(aside)) !== null, "no_row"),
  renumbered: z
    .object({ row, column: cellEditSchema.shape.column, was: z.string().max(200).transform(storable).optional() })
    .transform(({ was, ...cell }) => (was === undefined ? cell : { ...cell, was })),
  renamed: z.object({ row, was: z.string().min(1).max(200) }),
  added: z.object({ row }),
  lines: z.object({ row, line: z.number().int().min(1).max(2_147_483_647) }),
};
