import { z } from "zod";
import { maxOtherHeaders, type OtherHeader } from "../table/other-order.ts";
import { anyWidth, type RowWidth } from "../table/row-width.ts";
import { storable } from "../table/storable-text.ts";
import type { RowForms } from "../validation/row-forms.ts";
import type { NearlyAll } from "./columns/column-profile.ts";

const cellCount = z.number().int().min(0).max(anyWidth.most);

/**
 * Whether a workbook's date cells are right or have day and month swapped; `swapped_texts` is the same for
 * the texts of a file whose year of four digits comes first. Apart, because a date that a person corrects is
 * a text and means what it says.
 */
export const datedCellsSchema = z.enum(["kept", "swapped", "swapped_texts"]);
export type DatedCells = z.infer<typeof datedCellsSchema>;

/**
 * The year from which a spreadsheet program counted the days that are its dates: Excel's own 1900, or 1904 of
 * old Mac workbooks.
 */
export const dayCountSchema = z.enum(["1900", "1904"]);
export type DayCount = z.infer<typeof dayCountSchema>;

/**
 * What an amount of 1 means: itself, or a thousand or a million of the currency, as the file's header or a
 * title says.
 */
export const amountUnitSchema = z.enum(["written", "thousands", "millions"]);
export type AmountUnit = z.infer<typeof amountUnitSchema>;

/** How a column's cells are read if the text alone can mean two things. Always explicit once decided. */
export const cellReadingSchema = z.object({
  /** The decimal mark of amounts; the other mark groups thousands. */
  decimalMark: z.enum([",", "."]).optional(),
  amountUnit: amountUnitSchema.optional(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).optional(),
  /**
   * The form of the dates that the order was known for, in bits (separator, digits of the year; see
   * DateEvidence and CompactDates): dates of another form are asked about again.
   */
  orderForm: z.number().int().min(0).max(255).optional(),
  datedCells: datedCellsSchema.optional(),
  /**
   * Numbers of five digits, in texts too, are days of this count. If absent, only a workbook's numbers are,
   * of its own count.
   */
  dayCount: dayCountSchema.optional(),
  /** The workbook counts its days from 1904. Only for this file. */
  isFrom1904: z.boolean().optional(),
  /**
   * The column's dates have no separators: 150126, or 50126 as a number, is a date and no day of Excel's.
   * Only for this file.
   */
  hasCompactDates: z.boolean().optional(),
  /** The column's dates contradict each other: one that can be read both ways gets a warning. Only for this file. */
  hasBothOrders: z.boolean().optional(),
  /**
   * Some cells are numbers among others: one that is read as a date or a name gets a warning, and so does a
   * day in eight digits among amounts. Only for this file.
   */
  hasStrayNumbers: z.boolean().optional(),
});
export type CellReading = z.infer<typeof cellReadingSchema>;

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
   * The sheet is read without the one that would be joined to it (decision 18): a person chose so, and it
   * holds for the next file of this shape.
   */
  isApart: z.boolean().optional(),
});
export type Mapping = z.infer<typeof mappingSchema>;

/**
 * The part of a mapping that holds for the next file of its shape: all but this file's cut-off day, what is
 * true of its rows, and what a spreadsheet program did to its dates. A cut-off of "none" is kept.
 */
export function rememberedMapping(ofFile: Mapping): Mapping {
  const {
    cutOff,
    accepted,
    rowWidth,
    watched,
    otherHeaders,
    openCell,
    hasLostBlocks,
    rowForms,
    headerBelow,
    ...mapping
  } = ofFile;
  const columns = mapping.columns.map((column): ColumnMapping => {
    if (column.state !== "field") return column;
    const { datedCells: _, hasStrayNumbers: __, hasCompactDates: ___, isFrom1904: ____, ...reading } = column.reading;
    return { ...column, reading };
  });
  return { ...mapping, columns, ...(cutOff === "none" ? { cutOff } : {}) };
}

/** What is true of one file's rows, and of its cells by column, whatever they are mapped to. */
export interface FileRows {
  readonly width: RowWidth;
  /** Columns with numbers that may have slipped in from another one. */
  readonly strayNumbers: ReadonlySet<number>;
  /** Columns whose dates have no separators. */
  readonly compactDates: ReadonlySet<number>;
  /** The order that a column's dates prove, by column. */
  readonly provenOrders: ReadonlyMap<number, "dmy" | "mdy">;
  /** The kind of nearly all cells of a column, by column, if some are of another kind. */
  readonly nearlyAll: ReadonlyMap<number, NearlyAll>;
  readonly otherHeaders: readonly OtherHeader[];
  readonly openCell: OpenCell | null;
  /** The workbook counts its days from 1904. */
  readonly isFrom1904: boolean;
  readonly hasLostBlocks: boolean;
  /** The header's line if rows of data are above it; else 0. */
  readonly headerBelow: number;
  /** null if no row of a workbook lacks its last cell. */
  readonly rowForms: RowForms | null;
}

const againstOf = { dmy: "mdy", mdy: "dmy", ymd: null } as const;

/** The mapping with these facts of the file; those of an earlier reading are removed. */
export function mappingOfFile(mapping: Mapping, ofFile: FileRows): Mapping {
  const {
    width,
    strayNumbers,
    compactDates,
    provenOrders,
    nearlyAll,
    otherHeaders,
    openCell,
    isFrom1904,
    hasLostBlocks,
    rowForms,
    headerBelow,
  } = ofFile;
  const columns = mapping.columns.map((column, index): ColumnMapping => {
    if (column.state !== "field") return column;
    const { hasStrayNumbers: _, hasCompactDates: __, isFrom1904: ___, ...reading } = column.reading;
    // Some of the column's dates prove the other order than the one chosen: it has both.
    const isAgainst = provenOrders.get(index) === againstOf[reading.dateOrder ?? "ymd"];
    return {
      ...column,
      reading: {
        ...reading,
        ...(strayNumbers.has(index) ? { hasStrayNumbers: true } : {}),
        ...(compactDates.has(index) ? { hasCompactDates: true } : {}),
        ...(isAgainst ? { hasBothOrders: true } : {}),
        ...(isFrom1904 ? { isFrom1904: true } : {}),
      },
    };
  });
  const watched = Array.from(nearlyAll, ([column, holds]) => ({ column, holds })).filter(
    ({ column }) => columns[column]?.state === "unmapped" || columns[column]?.state === "left_out",
  );
  const openState = openCell === null ? undefined : columns[openCell.column]?.state;
  const isOpen = openCell !== null && (openState === "field" || openState === "joined");
  const {
    watched: _,
    otherHeaders: __,
    openCell: ___,
    hasLostBlocks: ____,
    rowForms: _____,
    headerBelow: ______,
    ...kept
  } = mapping;
  return {
    ...kept,
    columns,
    rowWidth: width,
    ...(watched.length === 0 ? {} : { watched }),
    ...(otherHeaders.length === 0 ? {} : { otherHeaders: otherHeaders.map(asMapped) }),
    ...(isOpen ? { openCell } : {}),
    ...(hasLostBlocks ? { hasLostBlocks } : {}),
    ...(headerBelow === 0 ? {} : { headerBelow }),
    ...(rowForms === null ? {} : { rowForms: { last: rowForms.last, usual: [...rowForms.usual] } }),
  };
}

function asMapped({ places, ...header }: OtherHeader): NonNullable<Mapping["otherHeaders"]>[number] {
  return places === undefined ? header : { ...header, places: [...places] };
}

/** The most characters that a cell of a workbook can hold. */
export const maxCellCharacters = 32_767;

/** The most corrections in one upload: a million rows with one each. */
export const maxEdits = 1_000_000;

/** The greatest row number that the database's integers hold. */
const maxRow = 2_147_483_647;

/** A cell the user corrected. `row`: the table's row (0 = first of data); `text`: the cell's new text. */
export const cellEditSchema = z.object({
  row: z.number().int().min(0).max(maxRow),
  column: z.number().int().min(0).max(maxRow),
  text: z.string().max(maxCellCharacters).transform(storable),
});
export type CellEdit = z.infer<typeof cellEditSchema>;
