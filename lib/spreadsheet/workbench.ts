import type { Field } from "#lib/domain/fields/field.ts";
import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { maxFileBytes } from "./budgets.ts";
import { describeTable, widthOfHeader } from "./describe-table.ts";
import { fileDigest } from "./digest.ts";
import { type FoundTable, findTable } from "./find-table.ts";
import { type OpenSpreadsheet, openSpreadsheet } from "./open-spreadsheet.ts";
import { carryEdits } from "./review/carry-edits.ts";
import { EditedRows } from "./review/edited-rows.ts";
import { Review } from "./review/review.ts";
import { RowSet } from "./review/row-set.ts";
import { stagingChunk } from "./staging-chunk.ts";
import type {
  DerivationContext,
  QuestionName,
  ReadingReport,
  ReadingSettings,
  ReviewRow,
  ReviewSummary,
  RowFilter,
  RowWindow,
  StagingChunk,
  StagingPlan,
  WorkbenchQuestions,
} from "./workbench-protocol.ts";
import { rowsPerChunk } from "./workbench-protocol.ts";

/** How the workbench answers each question; reading and packing take their time. */
export type WorkbenchAnswers = {
  [Name in QuestionName]: (
    input: Parameters<WorkbenchQuestions[Name]>[0],
    onProgress?: (share: number) => void,
  ) => ReturnType<WorkbenchQuestions[Name]> | Promise<ReturnType<WorkbenchQuestions[Name]>>;
};

interface OpenFile {
  readonly file: File;
  readonly sha256: string;
  readonly fields: readonly Field[];
  readonly settings: ReadingSettings;
  readonly sheet: OpenSpreadsheet;
  readonly found: FoundTable;
  readonly rows: EditedRows;
}

/** Holds one open file and answers what the page asks of it. The page never has all rows, only what it shows. */
export class Workbench implements WorkbenchAnswers {
  #open: OpenFile | null = null;
  #review: Review | null = null;
  #context: DerivationContext | null = null;

  async open(
    input: { file: File; settings: ReadingSettings; fields: readonly Field[] },
    onProgress?: (share: number) => void,
  ): Promise<ReadingReport> {
    this.#open = null;
    this.#review = null;
    // Beside the reading: the engine digests on a thread of its own. Not waited for where the file is refused.
    const digesting = input.file.size > maxFileBytes ? Promise.resolve("") : fileDigest(input.file);
    digesting.catch(() => undefined);
    const sheet = await openSpreadsheet(input.file, input.settings, {
      onProgress: (share) => onProgress?.(share * 0.7),
    });
    return this.#take({ ...input, sha256: await digesting, sheet }, onProgress);
  }

  async reread(
    { settings }: { settings: ReadingSettings },
    onProgress?: (share: number) => void,
  ): Promise<ReadingReport> {
    const open = this.#opened();
    const isSameReading =
      settings.encoding === open.settings.encoding &&
      settings.delimiter === open.settings.delimiter &&
      settings.sheet === open.settings.sheet;
    const sheet = isSameReading
      ? open.sheet
      : await openSpreadsheet(open.file, settings, { onProgress: (share) => onProgress?.(share * 0.7) });
    const report = this.#take({ ...open, settings, sheet }, onProgress);
    const { rows, found } = this.#opened();
    const carried =
      sheet.sheet?.value === open.sheet.sheet?.value
        ? carryEdits(open.rows, found.table)
        : { kept: [], dropped: open.rows.count };
    for (const edit of carried.kept) rows.write(edit);
    return open.rows.count === 0
      ? report
      : { ...report, edits: { kept: carried.kept.length, dropped: carried.dropped } };
  }

  apply({ context }: { context: DerivationContext }, onProgress?: (share: number) => void): ReviewSummary {
    const { rows } = this.#opened();
    // The old review goes before the new one is built: two of them at once would be the peak of memory.
    this.#review = null;
    this.#context = context;
    this.#review = new Review(rows, context, onProgress);
    return this.#review.summary();
  }

  window({ from, count, filter }: { from: number; count: number; filter: RowFilter }): RowWindow {
    const { rows } = this.#opened();
    const set = this.#filtered(filter);
    if (set === null) {
      const total = rows.table.rowCount;
      const shown = Math.max(0, Math.min(count, total - from));
      return { total, from, rows: Array.from({ length: shown }, (_, index) => this.#reviewRow(from + index)) };
    }
    return { total: set.size, from, rows: set.slice(from, count).map((row) => this.#reviewRow(row)) };
  }

  nextIssue(input: {
    after: number;
    filter: RowFilter;
    direction?: "next" | "previous";
  }): { row: number; position: number } | null {
    const { after, filter, direction } = input;
    const shown = this.#filtered(filter);
    const set = shown ?? this.#review?.errors ?? new RowSet(0);
    const row =
      direction === "previous" ? beforeRow(set, after, this.#opened().rows.table.rowCount) : afterRow(set, after);
    return row < 0 ? null : { row, position: shown === null ? row : shown.rank(row) };
  }

  edit({ edits }: { edits: readonly CellEdit[] }): ReviewSummary {
    const { rows } = this.#opened();
    const review = this.#reviewed();
    if (edits.length < rows.table.rowCount * rebuildShare) {
      review.edit(edits);
      return review.summary();
    }
    for (const edit of edits) rows.write(edit);
    return this.apply({ context: this.#context ?? noContext() });
  }

  fixGroup({ code, column }: { code: IssueCode; column: number | null }): {
    summary: ReviewSummary;
    before: readonly CellEdit[];
  } {
    const review = this.#reviewed();
    const { rows } = this.#opened();
    const edits: CellEdit[] = [];
    const set = review.groups.rowsOf(code, column) ?? new RowSet(0);
    for (let row = set.next(0); row >= 0; row = set.next(row + 1)) {
      for (const issue of review.issuesOf(row)) {
        if (issue.code !== code || issue.column !== column || issue.column === null || issue.proposal === undefined)
          continue;
        edits.push({ row, column: issue.column, text: issue.proposal });
      }
    }
    const before = edits.map((edit) => ({ ...edit, text: rows.text(edit.row, edit.column) }));
    return { summary: this.edit({ edits }), before };
  }

  planStaging(): StagingPlan {
    const { rows } = this.#opened();
    const { rowCount } = rows.table;
    const chunkCount = Math.ceil(rowCount / rowsPerChunk);
    return { rowCount, chunkCount, edits: rows.all(), totals: this.#reviewed().summary().totals };
  }

  chunk({ sequence }: { sequence: number }): Promise<StagingChunk> {
    return stagingChunk(this.#opened().found.table, sequence);
  }

  /** Makes a reading the open one and describes it. Its rows have no edits yet: those belong to the rows of their reading. */
  #take(reading: Omit<OpenFile, "found" | "rows">, onProgress?: (share: number) => void): ReadingReport {
    const { file, sha256, sheet, settings, fields } = reading;
    const found = findTable(sheet.grid, settings);
    const { columns, repeatedGroups, notices } = describeTable(
      found.table,
      widthOfHeader(sheet.grid, found.headerRow.value),
      fields,
      (share) => onProgress?.(0.7 + 0.3 * share),
    );
    this.#open = { file, sha256, fields, settings, sheet, found, rows: new EditedRows(found.table) };
    this.#review = null;
    return {
      fileName: file.name,
      fileBytes: file.size,
      fileSha256: sha256,
      kind: sheet.kind,
      encoding: sheet.encoding,
      delimiter: sheet.delimiter,
      sheet: sheet.sheet,
      sheets: sheet.sheets,
      headerRow: found.headerRow,
      footerRows: found.footerRows,
      rowCount: found.table.rowCount,
      columns,
      ...(repeatedGroups === null ? {} : { repeatedGroups }),
      notices: [...sheet.notices, ...notices],
    };
  }

  /** The rows that a filter shows, or null for all of them. */
  #filtered(filter: RowFilter): RowSet | null {
    const { rows } = this.#opened();
    const review = this.#review;
    if (filter.show === "all") return null;
    if (filter.show === "edited") {
      const edited = new RowSet(rows.table.rowCount);
      for (const row of rows.editedRows()) edited.add(row);
      return edited;
    }
    const none = new RowSet(0);
    if (review === null) return none;
    if (filter.show === "group") return review.groups.rowsOf(filter.code, filter.column) ?? none;
    return filter.show === "errors" ? review.errors : filter.show === "warnings" ? review.warnings : review.leftOut;
  }

  #reviewRow(row: number): ReviewRow {
    const { rows } = this.#opened();
    const { line, cells, kinds } = rows.sourceRow(row);
    return {
      row,
      line,
      cells: rows.table.columns.map(({ index }) => ({
        text: cells[index] ?? "",
        kind: kinds === null ? "text" : (kindByLetter[kinds[index] ?? ""] ?? "text"),
        original: rows.editedText(row, index) === undefined ? null : rows.table.cell(row, index),
      })),
      issues: this.#review?.issuesOf(row) ?? [],
      isLeftOut: this.#review?.leftOut.has(row) ?? false,
    };
  }

  #opened(): OpenFile {
    if (this.#open === null) throw new Error("no file is open");
    return this.#open;
  }

  #reviewed(): Review {
    if (this.#review === null) throw new Error("no mapping has been applied");
    return this.#review;
  }
}

/** From this share of the rows on, deriving everything again costs less than taking rows out one by one. */
const rebuildShare = 0.25;

const kindByLetter: Readonly<Record<string, CellKind>> = { n: "number", d: "date", b: "boolean", e: "error" };

function noContext(): never {
  throw new Error("no mapping has been applied");
}

/** The next row of a set after one, from the top again at its end; -1 for an empty set. */
function afterRow(set: RowSet, row: number): number {
  const next = set.next(row + 1);
  return next < 0 ? set.next(0) : next;
}

function beforeRow(set: RowSet, row: number, rowCount: number): number {
  const previous = row <= 0 ? -1 : set.previous(row);
  return previous < 0 ? set.previous(rowCount) : previous;
}
