import { type CorrectionChoices, noChoices } from "#lib/domain/correction/correction.ts";
import { carriesDebtor } from "#lib/domain/debtors/carries-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { withSetAside } from "#lib/domain/debtors/control-counter.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { ReadingSums } from "#lib/domain/mapping/columns/column-report.ts";
import { mappingOfFile } from "#lib/domain/mapping/mapping-of-file.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import { provenBy } from "#lib/domain/portfolio/read-declared.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { rowText } from "#lib/domain/table/set-aside.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { statedCutOff } from "#lib/domain/validation/stated-cut-off.ts";
import { maxFileBytes } from "../budgets.ts";
import type { OpenCells } from "../kept/cells-keeper.ts";
import { type CellsRecord, keptActions, type RestoredCells, replayCells } from "../kept/kept-cells.ts";
import { findAndDescribe, type OpenFile, type Reading, withCorrections } from "../open-file.ts";
import { openSpreadsheet } from "../open-spreadsheet.ts";
import type { FindAnswer, FindInput } from "../protocol/find.ts";
import type { OpenInput, WorkbenchQuestions } from "../protocol/questions.ts";
import { type FirstRows, type ReadingReport, type ReadingSettings, withTakenIn } from "../protocol/reading.ts";
import type { AsideWindow, ReviewSummary, RowFilter, RowWindow } from "../protocol/review.ts";
import type { StagingChunk, StagingPlan } from "../protocol/staging.ts";
import { rowsPerChunk } from "../protocol/staging.ts";
import { groupProposals } from "../review/group-proposals.ts";
import { Review } from "../review/review.ts";
import { type Derivation, settleCutOff } from "../review/settle-cut-off.ts";
import { setAsideReport, titlesAbove } from "../rows-beside.ts";
import { isAnswered } from "../workbook/find-join.ts";
import { Correcting } from "./correcting.ts";
import { declaredBy } from "./declared-by.ts";
import { fileDigest } from "./digest.ts";
import { glimpseOf } from "./glimpse.ts";
import { filteredRows, issueAfter, rowWindow, type Shown } from "./shown-rows.ts";
import { stagingChunk } from "./staging-chunk.ts";
import { sumReadings } from "./sum-readings.ts";

/** The workbench's answer to each question; those that read or pack are promises. */
export type WorkbenchAnswers = {
  [Name in keyof WorkbenchQuestions]: (
    input: Parameters<WorkbenchQuestions[Name]>[0],
    onProgress?: (share: number) => void,
  ) => ReturnType<WorkbenchQuestions[Name]> | Promise<ReturnType<WorkbenchQuestions[Name]>>;
};

/** Holds one open file and answers the page's questions about it. The page has only the rows it shows. */
export class Workbench implements WorkbenchAnswers {
  #open: OpenFile | null = null;
  #review: Review | null = null;
  #derivation: Derivation | null = null;
  readonly #correcting = new Correcting();
  readonly #digest: (file: Blob) => Promise<string>;
  readonly #now: () => number;

  constructor(digest: (file: Blob) => Promise<string> = fileDigest, now: () => number = Date.now) {
    this.#digest = digest;
    this.#now = now;
  }

  /** The corrections of the open file; null if none is open. */
  get cells(): OpenCells | null {
    return this.#open === null ? null : { rows: this.#open.rows, takenIn: this.#open.settings.takenIn };
  }

  /** Makes kept corrections in the open file, read with the rows taken in that they were made in. */
  restoreCells(records: readonly CellsRecord[]): RestoredCells {
    const actions = keptActions(records);
    const takenIn = actions[0]?.takenIn;
    if (takenIn !== undefined) this.#readAgain(takenIn);
    return replayCells(actions, this.#opened());
  }

  glimpse({ file, rows, columns }: { file: File; rows: number; columns: number }): Promise<FirstRows | null> {
    return glimpseOf(file, rows, columns);
  }

  async open(input: OpenInput, onProgress?: (share: number) => void): Promise<ReadingReport> {
    this.#open = null;
    this.#review = null;
    // Runs on another thread while the file is read. Not awaited if the file is refused.
    const digesting = input.file.size > maxFileBytes ? Promise.resolve("") : this.#digest(input.file);
    digesting.catch(() => undefined);
    const sheet = await openSpreadsheet(input.file, input.settings, {
      currency: input.currency,
      onProgress: (share) => onProgress?.(share * 0.7),
    });
    const now = this.#now();
    const thisYear = new Date(now).getUTCFullYear() % 100;
    const today = Math.floor(now / 86_400_000);
    return this.#take({ ...input, thisYear, today, sha256: await digesting, sheet }, onProgress);
  }

  async reread(
    { settings }: { settings: ReadingSettings },
    onProgress?: (share: number) => void,
  ): Promise<ReadingReport> {
    const open = this.#opened();
    const isSameReading =
      settings.encoding === open.settings.encoding &&
      settings.delimiter === open.settings.delimiter &&
      settings.sheet === open.settings.sheet &&
      isAnswered(settings.join, open.settings, open.sheet.join);
    const sheet = isSameReading
      ? open.sheet
      : await openSpreadsheet(open.file, settings, {
          currency: open.currency,
          onProgress: (share) => onProgress?.(share * 0.7),
        });
    const report = this.#take({ ...open, settings, sheet }, onProgress);
    this.#open = withCorrections(this.#opened(), open);
    const kept = this.#open.rows.count;
    return open.rows.count === 0 ? report : { ...report, edits: { kept, dropped: open.rows.count - kept } };
  }

  sumColumns({ columns }: { columns: readonly number[] }): readonly ReadingSums[] {
    const { found, currency } = this.#opened();
    return columns.map((column) => sumReadings(found.table, column, currency));
  }

  correct({ text, at }: { text: ArrayBuffer; at: number }): void {
    this.#correcting.begin(text, at);
  }

  apply(
    { context, choices = noChoices }: { context: DerivationContext; choices?: CorrectionChoices },
    onProgress?: (share: number) => void,
  ): ReviewSummary {
    this.#takeInDebtors(context);
    const { rows } = this.#opened();
    // Drops the old review before the new one is built: both at once would be the peak of memory.
    this.#review = null;
    const ofFile = { ...context, mapping: mappingOfFile(context.mapping, rows.ofFile) };
    const today = Math.floor(this.#now() / 86_400_000);
    this.#derivation = settleCutOff(rows, statedCutOff(titlesAbove(this.#opened())), ofFile, today);
    const corrected = this.#correcting.apply(choices, this.#opened(), context);
    this.#review = new Review(rows, this.#derivation.context, corrected, onProgress);
    return this.#summary();
  }

  window({ from, count, filter }: { from: number; count: number; filter: RowFilter }): RowWindow {
    return rowWindow(this.#shown(), from, count, filter);
  }

  nextIssue(input: Parameters<WorkbenchQuestions["nextIssue"]>[0]): ReturnType<WorkbenchQuestions["nextIssue"]> {
    return issueAfter(this.#shown(), input);
  }

  edit({ edits }: { edits: readonly CellEdit[] }, onProgress?: (share: number) => void): ReviewSummary {
    const { rows, history } = this.#opened();
    const before = edits.map((edit) => ({ ...edit, text: rows.text(edit.row, edit.column) }));
    if (edits.length > 0) history.record(before, edits);
    return this.#write(edits, onProgress);
  }

  fixGroup(
    { code, column }: { code: IssueCode; column: number | null },
    onProgress?: (share: number) => void,
  ): ReviewSummary {
    const edits = groupProposals(this.#reviewed(), code, column);
    return this.edit({ edits }, onProgress);
  }

  travel(
    { direction }: { direction: "undo" | "redo" },
    onProgress?: (share: number) => void,
  ): ReturnType<WorkbenchQuestions["travel"]> {
    const edits = this.#opened().history[direction]();
    return { summary: this.#write(edits, onProgress), at: edits[0] ?? null };
  }

  find(input: FindInput, onProgress?: (share: number) => void): FindAnswer {
    return this.#opened().finder.find(input, filteredRows(this.#shown(), input.filter), onProgress);
  }

  replace(
    input: Parameters<WorkbenchQuestions["replace"]>[0],
    onProgress?: (share: number) => void,
  ): ReturnType<WorkbenchQuestions["replace"]> {
    const shown = filteredRows(this.#shown(), input.filter);
    const { edits, tooLong } = this.#opened().finder.replace(input, shown, (share) => onProgress?.(share * 0.5));
    const summary = this.edit({ edits }, (share) => onProgress?.(0.5 + share * 0.5));
    return { summary, replaced: edits.length, tooLong };
  }

  asideWindow({ from, count }: { from: number; count: number }): AsideWindow {
    const { setAside } = this.#opened().found;
    const some = setAside.slice(from, from + count);
    return {
      total: setAside.length,
      rows: some.map(({ line, cells, reason }) => ({ line, reason, text: rowText(cells) })),
    };
  }

  takeIn(
    { takenIn }: Parameters<WorkbenchQuestions["takeIn"]>[0],
    onProgress?: (share: number) => void,
  ): ReviewSummary {
    this.#readAgain(takenIn ?? undefined);
    return this.apply({ context: this.#derived().context, choices: this.#correcting.choices }, onProgress);
  }

  planStaging(): StagingPlan {
    const { rows, found } = this.#opened();
    const { rowCount } = rows.table;
    const chunkCount = Math.ceil(rowCount / rowsPerChunk);
    const { context } = this.#derived();
    const { setAside } = found;
    const { totals } = this.#summary();
    const correction = this.#correcting.plan(this.#opened(), context);
    return { rowCount, chunkCount, setAside, edits: rows.all(), totals, mapping: context.mapping, correction };
  }

  chunk({ sequence }: { sequence: number }): Promise<StagingChunk> {
    return stagingChunk(this.#opened().found.table, sequence);
  }

  /** Makes a reading the open one and drops the review and correction of the reading before. */
  #take(reading: Reading, onProgress?: (share: number) => void): ReadingReport {
    const { open, report } = findAndDescribe(reading, (share) => onProgress?.(0.7 + 0.3 * share));
    this.#open = open;
    this.#review = null;
    this.#correcting.end();
    return report;
  }

  /** Takes set-aside rows that carry a debtor back into the table: that shows only once their columns are known. */
  #takeInDebtors(context: DerivationContext): void {
    const { found, rows, settings } = this.#opened();
    if (found.setAside.length === 0) return;
    // Without the rule for row widths: a row that lacks cells still is a debtor's, and is reported in the
    // table.
    const { rowWidth: _, headerBelow: __, ...mapping } = mappingOfFile(context.mapping, rows.ofFile);
    const read = compileRowReader({ ...context, mapping });
    const lines = found.setAside.filter((row) => carriesDebtor(row, read)).map(({ line }) => line);
    if (lines.length > 0 && settings.takenIn !== "all") this.#readAgain([...(settings.takenIn ?? []), ...lines]);
  }

  /** Finds the table again in the same cells, with other rows set aside. Keeps the correction's earlier debtors. */
  #readAgain(takenIn: ReadingSettings["takenIn"]): void {
    const { settings: before, ...open } = this.#opened();
    const settings = withTakenIn(before, takenIn);
    this.#open = withCorrections(findAndDescribe({ ...open, settings }).open, this.#opened());
  }

  #write(edits: readonly CellEdit[], onProgress: ((share: number) => void) | undefined): ReviewSummary {
    const { rows } = this.#opened();
    if (edits.length < rows.table.rowCount * rebuildShare) {
      if (edits.length > 0) this.#reviewed().edit(edits);
      return this.#summary();
    }
    for (const edit of edits) rows.write(edit);
    // The context names the cut-off day already, so corrections do not change it.
    return this.apply({ context: this.#derived().context, choices: this.#correcting.choices }, onProgress);
  }

  #summary(): ReviewSummary {
    const { canUndo, canRedo } = this.#opened().history;
    const { setAside } = this.#opened().found;
    const summary = this.#reviewed().summary();
    const totals = withSetAside(summary.totals, setAside.length);
    const { context, cutOff } = this.#derived();
    const read = { totals, hasBalance: loadsBalance(context.mapping), cutOff: cutOff?.day ?? null };
    const declared = provenBy(declaredBy(this.#opened(), context.mapping), read);
    const renamed = this.#correcting.renamed(this.#opened(), context);
    const report = this.#reviewed().reportFigures(renamed.map(({ was }) => was));
    return { ...summary, totals, report, setAside: setAsideReport(setAside), cutOff, declared, canUndo, canRedo };
  }

  #shown(): Shown {
    const { rows, found } = this.#opened();
    return { rows, review: this.#review, report: found.report };
  }

  #opened(): OpenFile {
    if (this.#open === null) throw new Error("no file is open");
    return this.#open;
  }

  #derived(): Derivation {
    if (this.#derivation === null) throw new Error("no mapping has been applied");
    return this.#derivation;
  }

  #reviewed(): Review {
    if (this.#review === null) throw new Error("no mapping has been applied");
    return this.#review;
  }
}

/**
 * With at least this many edits per row, everything is derived again: for 100,000 of a million rows,
 * subtracting and adding them one by one took twice as long.
 */
const rebuildShare = 0.05;
