import { z } from "zod";
import { maxOtherHeaders, type OtherHeader } from "../table/other-order.ts";
import { anyWidth, type RowWidth } from "../table/row-width.ts";
import { storable } from "../table/storable-text.ts";
import type { RowForms } from "../validation/row-forms.ts";
import type { NearlyAll } from "./columns/column-profile.ts";

const cellCount = z.number().int().min(0).max(anyWidth.most);

/**
 * Whether dates that a workbook knows are as they say, or have day and month exchanged; in a file of texts those whose year of four digits
 * stands first. Apart, because a date that a person corrects is a text, and means what it says.
 */
export const datedCellsSchema = z.enum(["kept", "swapped", "swapped_texts"]);
export type DatedCells = z.infer<typeof datedCellsSchema>;

/** From which year a spreadsheet program has counted the days that are its dates: Excel's own count, or that of old workbooks of the Mac. */
export const dayCountSchema = z.enum(["1900", "1904"]);
export type DayCount = z.infer<typeof dayCountSchema>;

/** What an amount of 1 stands for: itself, or a thousand or a million of the currency, as the file's header or a title says. */
export const amountUnitSchema = z.enum(["written", "thousands", "millions"]);
export type AmountUnit = z.infer<typeof amountUnitSchema>;

/** How the cells of a column are to be read where the text alone can mean two things. Always explicit once decided. */
export const cellReadingSchema = z.object({
  /** The decimal mark of amounts; the other one groups thousands. */
  decimalMark: z.enum([",", "."]).optional(),
  amountUnit: amountUnitSchema.optional(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).optional(),
  /** What the dates looked like that the order was known for, by bits: dates of another form are another question. */
  orderForm: z.number().int().min(0).max(255).optional(),
  datedCells: datedCellsSchema.optional(),
  /** Numbers of five digits, texts too, are days of this count. Without it only a workbook's numbers are, of its own. */
  dayCount: dayCountSchema.optional(),
  /** The workbook counts its days from 1904. Of this file only. */
  isFrom1904: z.boolean().optional(),
  /** The column's dates have no separators: 150126, and as a number 50126, is one and no day of Excel's. Of this file only. */
  hasCompactDates: z.boolean().optional(),
  /** Dates of the column contradict each other: one that can be read both ways is told. Of this file only. */
  hasBothOrders: z.boolean().optional(),
  /** Some of the column's cells are numbers beside others: one that is read as a date or a name is told, a day among amounts too. Of this file only. */
  hasStrayNumbers: z.boolean().optional(),
});
export type CellReading = z.infer<typeof cellReadingSchema>;

/** What is said of fields says it once of each; without an end, a megabyte of it takes seconds to be refused. */
const maxFields = 2_000;
const fieldIdSchema = z.string().min(1).max(300);

/** What happens to a column. `unmapped` means nobody has decided; it is sent nowhere, like `left_out`, but the page keeps asking. */
export const columnMappingSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("unmapped") }),
  z.object({ state: z.literal("left_out") }),
  z.object({
    state: z.literal("field"),
    field: fieldIdSchema,
    /** Which repeated group of an obligation this column belongs to, in the layout `repeated_groups`; 0 elsewhere. */
    group: z.number().int().min(0).max(99).default(0),
    reading: cellReadingSchema.default({}),
  }),
  /** Several columns that make one value, in order of `position`. */
  z.object({
    state: z.literal("joined"),
    field: fieldIdSchema,
    group: z.number().int().min(0).max(99).default(0),
    position: z.number().int().min(0).max(99),
  }),
]);
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** How to settle rows of one debtor that disagree (reliability of the choice is the user's, and it is remembered). */
export const conflictPolicySchema = z.enum(["first", "last", "most_frequent", "leave_out"]);
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>;

/** Errors that say what may be wrong, and may be right. */
const acceptableCodeSchema = z.enum([
  "row_short",
  "row_long",
  "row_above_header",
  "document_types_differ",
  "identification_last_digit",
]);
export type AcceptableCode = z.infer<typeof acceptableCodeSchema>;

/** A cell that may have been cut with the end of its file, as long as it says that text. */
const openCellSchema = z.object({
  line: z.number().int().min(1),
  column: z.number().int().min(0).max(1999),
  text: z.string().max(100).transform(storable),
});
export type OpenCell = z.infer<typeof openCellSchema>;

/** Everything the user decided about a table: enough, with the cells, to derive every debtor again. */
export const mappingSchema = z.object({
  layout: z.enum(["row_per_obligation", "repeated_groups"]).default("row_per_obligation"),
  /** By column index; as many as the table has columns. */
  columns: z.array(columnMappingSchema).max(2000),
  /** One value for every row of a field that no column gives. */
  constants: z
    .array(z.object({ field: fieldIdSchema, value: z.string().max(2000) }))
    .max(maxFields)
    .default([]),
  /** The value for a field's empty cells. */
  defaults: z
    .array(z.object({ field: fieldIdSchema, value: z.string().max(2000) }))
    .max(maxFields)
    .default([]),
  /** What stands between joined parts, by field; a space where nothing is said. */
  separators: z
    .array(z.object({ field: fieldIdSchema, separator: z.string().max(10) }))
    .max(maxFields)
    .default([]),
  /**
   * Policy per debtor-level field whose values differ between rows of one debtor, `first` where nothing is said; under the obligation's
   * number, the policy for one that stands twice and differs, `leave_out` where nothing is said.
   */
  conflicts: z
    .array(z.object({ field: fieldIdSchema, policy: conflictPolicySchema }))
    .max(maxFields)
    .default([]),
  /** Warnings (by issue code and field) whose debtors are left out on purpose. A code that is no longer known changes nothing. */
  leftOut: z
    .array(z.object({ code: z.string().min(1).max(60), field: fieldIdSchema }))
    .max(500)
    .optional(),
  /** Errors that a person has looked at and accepted: of the row in that line of the file, of every row where no line is named. */
  accepted: z
    .array(z.object({ code: acceptableCodeSchema, line: z.number().int().min(1).optional() }))
    .max(10_000)
    .optional(),
  /**
   * How many cells the rows of this file have; any other row has shifted cells until a person says otherwise. The page finds it and puts
   * it here. Where nothing is said, no row is told.
   */
  rowWidth: z
    .object({ least: cellCount, most: cellCount, padded: cellCount.optional(), filled: cellCount.optional() })
    .optional(),
  /** Headers of this file with other columns than the table's: rows under them are left out. The page finds them and puts them here. */
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
  /** Columns that are sent nowhere and hold nearly nothing but dates, numbers or mails: a row with another there is told. Of this file only. */
  watched: z
    .array(z.object({ column: z.number().int().min(0).max(1999), holds: z.enum(["dates", "numbers", "mails"]) }))
    .max(2000)
    .optional(),
  /** Some lines of this file hold bytes of zero where data stood: their rows are told. The page finds it and puts it here. */
  hasLostBlocks: z.literal(true).optional(),
  /** The header's line in this file, where rows of data stand above it: nobody knows whether its columns are theirs. The page puts it here. */
  headerBelow: z.number().int().min(1).optional(),
  /** The usual forms of this workbook's columns up to the last that all rows fill but a few. The page finds them and puts them here. */
  rowForms: z
    .object({
      last: z.number().int().min(1).max(1999),
      usual: z.array(z.number().int().min(0).max(127)).max(2000),
    })
    .optional(),
  /** The last cell of this file, where the file may end in the middle of it. The page finds it and puts it here. */
  openCell: openCellSchema.optional(),
  /**
   * The day on which the sender closed the file: by it, days in arrears are held against due dates. "none" where the user wants no such
   * comparison. Where nothing is said nothing is compared; the page looks for the day in the file and puts it here.
   */
  cutOff: z.union([z.iso.date(), z.literal("none")]).optional(),
  /** The sheet is read without the one that would be joined to it: a person said so, and it holds for the next file of this shape. */
  isApart: z.boolean().optional(),
});
export type Mapping = z.infer<typeof mappingSchema>;

/**
 * What of a mapping holds for the next file of its shape: all but the day of this one, what is so of its rows, and what a spreadsheet
 * program did to its dates. That no day is wanted does hold.
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

/** What is so of one file's rows, and by column of their cells, whatever they are mapped to. */
export interface FileRows {
  readonly width: RowWidth;
  /** Columns whose numbers may have slipped in from another one. */
  readonly strayNumbers: ReadonlySet<number>;
  /** Columns whose dates have no separators. */
  readonly compactDates: ReadonlySet<number>;
  /** The order that dates of a column prove, by column. */
  readonly provenOrders: ReadonlyMap<number, "dmy" | "mdy">;
  /** What nearly all cells of a column are, where some are of another kind. */
  readonly nearlyAll: ReadonlyMap<number, NearlyAll>;
  readonly otherHeaders: readonly OtherHeader[];
  readonly openCell: OpenCell | null;
  /** The workbook counts its days from 1904. */
  readonly isFrom1904: boolean;
  readonly hasLostBlocks: boolean;
  /** The header's line where rows of data stand above it; 0: none does. */
  readonly headerBelow: number;
  /** null where no row of a workbook lacks its last cell. */
  readonly rowForms: RowForms | null;
}

const againstOf = { dmy: "mdy", mdy: "dmy", ymd: null } as const;

/** A mapping with that; whatever an earlier reading put there is gone. */
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
    // Read against what some of its dates prove, the column has both orders.
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

/** What a cell of a workbook can hold. */
export const maxCellCharacters = 32_767;

/** Corrections that travel with one upload; as many as a million rows with one each. */
export const maxEdits = 1_000_000;

/** What the database counts rows in. */
const maxRow = 2_147_483_647;

/** A cell the user corrected. `row` is the table's row (0 = first of data), `text` what the cell says now. */
export const cellEditSchema = z.object({
  row: z.number().int().min(0).max(maxRow),
  column: z.number().int().min(0).max(maxRow),
  text: z.string().max(maxCellCharacters).transform(storable),
});
export type CellEdit = z.infer<typeof cellEditSchema>;
