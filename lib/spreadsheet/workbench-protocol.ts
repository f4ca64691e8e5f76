import type { Field } from "#lib/domain/fields/field.ts";
import type { CellEdit, CellReading, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ControlTotals } from "#lib/domain/portfolio/debtor.ts";
import type { FindQuery } from "#lib/domain/table/find-pattern.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import type { FoundCutOff } from "#lib/domain/validation/cut-off-finder.ts";
import type { Issue, IssueCode, Severity } from "#lib/domain/validation/issue.ts";

/**
 * What the page may ask of the workbench, the web worker that holds the table. The page never holds all rows:
 * it asks for windows of rows, summaries and totals. Everything here is structured-cloneable.
 */

/** Something found out about the file, with the reason, so that the user can judge it and change it. */
export interface Finding<T> {
  readonly value: T;
  readonly certainty: "sure" | "likely" | "ambiguous" | "chosen";
  /** A code for the catalogues (`findings.<evidence>`) with its values. */
  readonly evidence: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The other values it could be, best first. */
  readonly alternatives: readonly T[];
}

export type FileKind = "csv" | "xlsx" | "xls" | "xlsb" | "ods" | "spreadsheetml" | "html";

/** Two sheets of a workbook that make one table: the clients' columns come behind those of the obligations. Columns tell whose a row is. */
export interface SheetJoin {
  readonly sheet: number;
  readonly column: number;
  readonly clients: {
    readonly sheet: number;
    readonly column: number;
    /** As `ReadingSettings.headerRow`; found where absent. */
    readonly headerRow?: number;
  };
}

/** What the user changed of the findings; whatever is absent is found again. Columns, rows and sheets count from 0. */
export interface ReadingSettings {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: number;
  /** The grid row of the header; -1: there is none. */
  readonly headerRow?: number;
  /** How many rows at the end are not data. */
  readonly footerRows?: number;
  /** Which two sheets to read as one table, or that none are to be. */
  readonly join?: SheetJoin | "none";
}

export interface ReadingReport {
  readonly fileName: string;
  readonly fileBytes: number;
  /** Hex. SHA-256 of the file's bytes up to 8 MB, beyond them of the SHA-256s of its pieces of 8 MB: the same file, the same digest. */
  readonly fileSha256: string;
  readonly kind: FileKind;
  /** null for workbooks. */
  readonly encoding: Finding<string> | null;
  readonly delimiter: Finding<string> | null;
  /** null for text files. */
  readonly sheet: Finding<number> | null;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly rowCount: number }[];
  /** null where no two sheets can be joined. */
  readonly join: Finding<SheetJoin | "none"> | null;
  /** Of the clients' sheet, where two are joined. */
  readonly clientsHeaderRow: Finding<number> | null;
  /** The headers that another answer about joining would give: what is remembered may be about those. */
  readonly otherShapes: readonly { readonly join: SheetJoin | "none"; readonly headers: readonly string[] }[];
  readonly headerRow: Finding<number>;
  /** How many rows after the last one were taken for a totals row or notes and are not loaded. */
  readonly footerRows: Finding<number>;
  readonly rowCount: number;
  /** Only of a reading again after corrections: the corrections that still stand on the cells they were made for, and those that do not. */
  readonly edits?: { readonly kept: number; readonly dropped: number };
  readonly columns: readonly ColumnReport[];
  /** Only where numbered headers say that rows have several obligations: offered, never taken by itself. */
  readonly repeatedGroups?: RepeatedGroupsReport;
  /** Codes of things worth saying (`notices.<code>`), such as doubly encoded text or unbalanced quotes. */
  readonly notices: readonly {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
    /** The sheet it is about, where that is not the one of the rows. */
    readonly sheet?: string;
  }[];
  /**
   * The file is one of the portal's own reports, and these are the uploads that its rows are of: one, but for reports that were put
   * together. What the report added to the columns is none of the table's.
   */
  readonly reportOf?: readonly string[];
}

/** What a report says of one of its rows, in the words of its language; "" where it says nothing. */
export interface RowRemark {
  /** Line of the file that was reported on. */
  readonly line: string;
  readonly result: string;
  readonly reason: string;
  readonly remoteText: string;
}

export interface RepeatedGroupsReport {
  /** By column: the obligation it tells of, from 0; null for a column of the client. */
  readonly groups: readonly (number | null)[];
  readonly count: number;
  /** Where the columns belong in that layout. */
  readonly proposals: readonly (ColumnProposal | null)[];
}

export interface ColumnReport {
  readonly index: number;
  readonly header: string;
  /** Up to three distinct values that are not empty, as the file spells them. */
  readonly samples: readonly string[];
  readonly filledRows: number;
  readonly decimalMark: Finding<"," | "."> | null;
  readonly dateOrder: Finding<"dmy" | "mdy" | "ymd"> | null;
  readonly proposal: ColumnProposal | null;
}

/** Where a column seems to belong and why (`proposals.<reason>`). Doubtful ones are not taken without a click. */
export interface ColumnProposal {
  readonly field: string;
  readonly reason: "same_as_last_time" | "synonym" | "values" | "doubtful";
  readonly score: number;
  readonly reading: CellReading;
}

/** What every derivation needs besides the table. The same values are sent to the server with the staging. */
export interface DerivationContext {
  readonly fields: readonly Field[];
  readonly mapping: Mapping;
  /** ISO 3166-1 alpha-2 country of the tenant's telephones, such as CO. */
  readonly country: string;
}

export interface IssueGroup {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly column: number | null;
  readonly field: string | null;
  readonly count: number;
  /** How many of them carry a proposal that `fix all` would take. */
  readonly proposals: number;
  readonly firstRow: number;
}

/** On which day the sender closed the file, as its due dates and days in arrears tell. */
export interface CutOffReport {
  readonly found: FoundCutOff | null;
  /** The ISO date the days were held against: the one found, or the user's; null for none. */
  readonly day: string | null;
}

export interface ReviewSummary {
  readonly totals: ControlTotals;
  readonly rowsWithErrors: number;
  readonly rowsWithWarnings: number;
  readonly groups: readonly IssueGroup[];
  readonly edits: number;
  /** null where the mapping loads no due dates or no days in arrears. */
  readonly cutOff: CutOffReport | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What is looked for, and where: columns of the file in the order in which they are seen, rows that a filter shows. */
export interface FindScope {
  readonly query: FindQuery;
  readonly columns: readonly number[];
  readonly filter: RowFilter;
}

/** `here` is the first found cell from `from` on, that one included; after the last one comes the first. */
export interface FindInput extends FindScope {
  readonly from: { readonly row: number; readonly column: number };
  readonly direction: "here" | "next" | "previous";
}

export interface CellMatch {
  readonly row: number;
  readonly column: number;
  /** Its row's place among those that the filter shows. */
  readonly position: number;
  /** Which of the found cells it is, from 1. */
  readonly ordinal: number;
}

export interface FindAnswer {
  /** Cells found in the rows that the filter shows. */
  readonly total: number;
  /** There are more: the search has stopped at a million. */
  readonly isMore: boolean;
  /** Replacing all of them would make more corrections than an upload may carry. */
  readonly isTooMany: boolean;
  readonly match: CellMatch | null;
}

export type RowFilter =
  | { readonly show: "all" }
  | { readonly show: "errors" | "warnings" | "left_out" | "edited" }
  | { readonly show: "group"; readonly code: IssueCode; readonly column: number | null };

export interface ReviewRow {
  readonly row: number;
  readonly line: number;
  readonly cells: readonly { readonly text: string; readonly kind: CellKind; readonly original: string | null }[];
  readonly issues: readonly Issue[];
  readonly isLeftOut: boolean;
  /** Where the file is a report: what that says of the row. */
  readonly remark?: RowRemark;
}

export interface RowWindow {
  /** How many rows the filter shows in all. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly ReviewRow[];
}

/** Some original rows as the server takes them: gzip of one JSON line `[line, cells, kinds]` per row. */
export interface StagingChunk {
  readonly sequence: number;
  readonly firstRow: number;
  readonly rowCount: number;
  readonly body: ArrayBuffer;
  /** SHA-256 of the bytes of `body`, hex. */
  readonly sha256: string;
}

export interface StagingPlan {
  readonly rowCount: number;
  readonly chunkCount: number;
  readonly edits: readonly CellEdit[];
  readonly totals: ControlTotals;
  /** The mapping the totals were derived with: it names the day that was found in the file. */
  readonly mapping: Mapping;
  /** Of a corrected report: what is known of the earlier clients, and whether incomplete ones go. */
  readonly correction: { readonly stamp: string; readonly sendsFewer: boolean } | null;
}

/** Rows in a chunk. 5,000 rows of 16 columns are about 150 KB compressed, so a broken connection costs little. */
export const rowsPerChunk = 5_000;

/** Why a file cannot be read: a code for the catalogues (`refusals.<code>`), never a library's sentence. */
export type RefusalCode =
  | "empty"
  | "only_header"
  | "nothing_readable"
  | "wrong_kind"
  | "password_protected"
  | "corrupt"
  | "truncated"
  | "too_large"
  | "too_many_rows"
  | "too_many_columns"
  | "too_many_entries"
  | "too_many_characters"
  | "doctype"
  | "unexpected";

export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The questions, by name, with their answers. Progress of `open`, `apply`, `find` and `replace` is told as a share from 0 to 1. */
export interface WorkbenchQuestions {
  /** Reads a file and finds its table. Replaces whatever was open. */
  open(input: { file: File; settings: ReadingSettings; fields: readonly Field[] }): ReadingReport;
  /** Reads the open file again with other settings. Corrections of cells that are still there and say the same are kept. */
  reread(input: { settings: ReadingSettings }): ReadingReport;
  /**
   * Says what became of the clients of the upload that the open report is of: lines of `earlierLine` in UTF-8, and when it was sent, in
   * milliseconds since 1970. It holds from the next `apply` on.
   */
  correct(input: { text: ArrayBuffer; at: number }): void;
  /**
   * Derives every debtor with this mapping and answers what is wrong. Edits are kept. `sendsFewer`: clients of a corrected report may go
   * with fewer obligations than before.
   */
  apply(input: { context: DerivationContext; sendsFewer?: boolean }): ReviewSummary;
  window(input: { from: number; count: number; filter: RowFilter }): RowWindow;
  /** The next row after `after` (exclusive) with an error, or the one before it; null where there is none. Wraps around. */
  nextIssue(input: {
    after: number;
    filter: RowFilter;
    direction?: "next" | "previous";
  }): { row: number; position: number } | null;
  /** Writes cells, checks their rows and clients again. An edit whose text is the original one is dropped. */
  edit(input: { edits: readonly CellEdit[] }): ReviewSummary;
  /** Takes every proposal of a group. */
  fixGroup(input: { code: IssueCode; column: number | null }): ReviewSummary;
  /** Takes the last edit, group or replacement back, or does again what was taken back; nothing where there is none. */
  travel(input: { direction: "undo" | "redo" }): {
    summary: ReviewSummary;
    /** The first cell that was written. */
    at: { row: number; column: number } | null;
  };
  find(input: FindInput): FindAnswer;
  /** Replaces in all found cells, or in that one cell. `tooLong` counts those that were left because no cell holds so much. */
  replace(input: FindScope & { replacement: string; only: { row: number; column: number } | null }): {
    summary: ReviewSummary;
    replaced: number;
    tooLong: number;
  };
  planStaging(input: Record<never, never>): StagingPlan;
  chunk(input: { sequence: number }): StagingChunk;
}

export type QuestionName = keyof WorkbenchQuestions;

export type ToWorkbench = {
  [Name in QuestionName]: { id: number; name: Name; input: Parameters<WorkbenchQuestions[Name]>[0] };
}[QuestionName];

export type FromWorkbench =
  | { id: number; answer: unknown }
  | { id: number; progress: number }
  | { id: number; refusal: Refusal };
