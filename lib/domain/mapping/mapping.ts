import { z } from "zod";
import { rememberedCuresSchema } from "../cures/remembered-cures.ts";
import { maxOtherHeaders } from "../table/other-order.ts";
import { anyWidth } from "../table/row-width.ts";
import { storable } from "../table/storable-text.ts";
import { cellReadingSchema } from "./cell-reading.ts";

const cellCount = z.number().int().min(0).max(anyWidth.most);

/** Lists by field have one entry a field. Without a limit, a megabyte of entries takes seconds to be refused. */
const maxFields = 2_000;
const fieldIdSchema = z.string().min(1).max(300);

/**
 * What happens to a column. `unmapped`: nobody has decided; it is not sent, like `left_out`, but the page
 * keeps asking.
 */
export const columnMappingSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("unmapped") }),
  z.object({ state: z.literal("left_out") }),
  z.object({
    state: z.literal("field"),
    field: fieldIdSchema,
    /** The repeated group that the column belongs to in the layout `repeated_groups`; 0 in the other layout. */
    group: z.number().int().min(0).max(99).default(0),
    reading: cellReadingSchema.default({}),
  }),
  /** One of several columns that make one value, in order of `position`. */
  z.object({
    state: z.literal("joined"),
    field: fieldIdSchema,
    group: z.number().int().min(0).max(99).default(0),
    position: z.number().int().min(0).max(99),
  }),
]);
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** How to settle rows of one debtor that disagree. The choice is the user's responsibility and is remembered. */
export const conflictPolicySchema = z.enum(["first", "last", "most_frequent", "leave_out"]);
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>;

/** Errors about something that may be wrong and may be right, so a person can accept them. */
const acceptableCodeSchema = z.enum([
  "row_short",
  "row_long",
  "row_above_header",
  "document_types_differ",
  "identification_last_digit",
]);
export type AcceptableCode = z.infer<typeof acceptableCodeSchema>;

/** A cell that the end of its file may have cut, as long as it has this text. */
const openCellSchema = z.object({
  line: z.number().int().min(1),
  column: z.number().int().min(0).max(1999),
  text: z.string().max(100).transform(storable),
});
export type OpenCell = z.infer<typeof openCellSchema>;

/** Everything the user decided about a table; with the cells it is enough to derive every debtor again. */
export const mappingSchema = z.object({
  layout: z.enum(["row_per_obligation", "repeated_groups"]).default("row_per_obligation"),
  /** By column index; one entry per column of the table. */
  columns: z.array(columnMappingSchema).max(2000),
  /** One value for every row, for a field that no column gives. */
  constants: z
    .array(z.object({ field: fieldIdSchema, value: z.string().max(2000) }))
    .max(maxFields)
    .default([]),
  /** The value for a field's empty cells. */
  defaults: z
    .array(z.object({ field: fieldIdSchema, value: z.string().max(2000) }))
    .max(maxFields)
    .default([]),
  /**
   * Fields of the debtor whose empty cells are sent as they are. Those of any other field keep the value that an earlier
   * load brought (ValueKeeping).
   */
  emptied: z.array(fieldIdSchema).max(maxFields).optional(),
  /** The text between joined parts, by field; a space if absent. */
  separators: z
    .array(z.object({ field: fieldIdSchema, separator: z.string().max(10) }))
    .max(maxFields)
    .default([]),
  /**
   * For a field of the debtor whose values differ between its rows: the policy, `first` if absent. For
   * `obligation.id`: the policy for an obligation that is repeated with other values, `leave_out` if absent
   * (decision 13).
   */
  conflicts: z
    .array(z.object({ field: fieldIdSchema, policy: conflictPolicySchema }))
    .max(maxFields)
    .default([]),
  /** Warnings (issue code and field) whose debtors the user leaves out. An unknown code has no effect. */
  leftOut: z
    .array(z.object({ code: z.string().min(1).max(60), field: fieldIdSchema }))
    .max(500)
    .optional(),
  /**
   * Errors that a person has accepted: for the row at that line of the file, or for every row if no line is named.
   */
  accepted: z
    .array(z.object({ code: acceptableCodeSchema, line: z.number().int().min(1).optional() }))
    .max(10_000)
    .optional(),
  /**
   * How many cells the rows of this file have; any other row has shifted cells until a person says otherwise.
   * The page finds it and puts it here. If absent, no row is reported.
   */
  rowWidth: z
    .object({ least: cellCount, most: cellCount, padded: cellCount.optional(), filled: cellCount.optional() })
    .optional(),
  /**
   * Headers in this file with other columns than the table's: rows under them are left out (decision 36). The
   * page finds them and puts them here.
   */
  otherHeaders: z
    .array(
      z.object({
        line: z.number().int().min(1),
        from: z.number().int().min(1).optional(),
        until: z.number().int().min(1),
        places: z.array(z.number().int().min(-1).max(1999)).max(2000).optional(),
      }),
    )
    .max(2 * maxOtherHeaders)
    .optional(),
  /**
   * Columns that are not sent and hold almost only dates, numbers or e-mails: a row with another of these
   * kinds there gets a warning. Only for this file.
   */
  watched: z
    .array(z.object({ column: z.number().int().min(0).max(1999), holds: z.enum(["dates", "numbers", "mails"]) }))
    .max(2000)
    .optional(),
  /**
   * Some lines of this file have bytes of zero where data was: their rows are left out until corrected
   * (`row_lost_block`). The page finds it and puts it here.
   */
  hasLostBlocks: z.literal(true).optional(),
  /**
   * The header's line in this file, if rows of data are above it: nobody knows whether its columns are
   * theirs. The page puts it here.
   */
  headerBelow: z.number().int().min(1).optional(),
  /**
   * The usual forms of this workbook's columns, up to the last one that nearly all rows fill. The page finds
   * them and puts them here.
   */
  rowForms: z
    .object({
      last: z.number().int().min(1).max(1999),
      usual: z.array(z.number().int().min(0).max(127)).max(2000),
    })
    .optional(),
  /** The last cell of this file, if the file may end in the middle of it. The page finds it and puts it here. */
  openCell: openCellSchema.optional(),
  /**
   * The day on which the sender closed the file; days in arrears are compared with due dates by it. "none": the user
   * wants no comparison. If absent, nothing is compared; the page looks for the day in the file and puts it here.
   */
  cutOff: z.union([z.iso.date(), z.literal("none")]).optional(),
  /**
   * The last day on which something can have been paid: a day after the one on which the page derived this file. The
   * page puts it here, so that the server finds the same after midnight.
   */
  paymentsUntil: z.iso.date().optional(),
  /**
   * The sheet is read without the one that would be joined to it (decision 18): a person chose so, and it
   * holds for the next file of this shape.
   */
  isApart: z.boolean().optional(),
  /**
   * Pairs of columns without names of which one had the larger numbers in nearly all rows of the file that the mapping
   * was made for: nothing else tells that such columns have changed places.
   */
  amountOrder: z
    .array(z.object({ larger: z.number().int().min(0).max(1999), smaller: z.number().int().min(0).max(1999) }))
    .max(500)
    .optional(),
  /** How cells of whole reasons were corrected, for the next file: it does not change how a cell is read. */
  cures: rememberedCuresSchema,
});
export type Mapping = z.infer<typeof mappingSchema>;
