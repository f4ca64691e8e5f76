import type { Field } from "#lib/domain/fields/field.ts";
import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { maxFileBytes } from "./budgets.ts";
import { fileDigest } from "./digest.ts";
import { findAndDescribe, type OpenFile, type Reading } from "./open-file.ts";
import { openSpreadsheet } from "./open-spreadsheet.ts";
import { carryEdits } from "./review/carry-edits.ts";
import { Review } from "./review/review.ts";
import { RowSet } from "./review/row-set.ts";
import { issueAfter, rowWindow, type Shown } from "./shown-rows.ts";
import { stagingChunk } from "./staging-chunk.ts";
import type {
  DerivationContext,
  QuestionName,
  ReadingReport,
  ReadingSettings,
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
    return rowWindow(this.#shown(), from, count, filter);
  }

  nextIssue(input: Parameters<WorkbenchQuestions["nextIssue"]>[0]): ReturnType<WorkbenchQuestions["nextIssue"]> {
    return issueAfter(this.#shown(), input);
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

  /** Makes a reading the open one. What the one before came to is over. */
  #take(reading: Reading, onProgress?: (share: number) => void): ReadingReport {
    const { open, report } = findAndDescribe(reading, (share) => onProgress?.(0.7 + 0.3 * share));
    this.#open = open;
    this.#review = null;
    return report;
  }

  #shown(): Shown {
    return { rows: this.#opened().rows, review: this.#review };
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

function noContext(): never {
  throw new Error("no mapping has been applied");
}
