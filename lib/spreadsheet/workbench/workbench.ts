import { type CorrectionChoices, noChoices } from "#lib/domain/correction/correction.ts";
import { carriesDebtor } from "#lib/domain/debtors/carries-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { withSetAside } from "#lib/domain/debtors/control-counter.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { ReadingSums } from "#lib/domain/mapping/columns/column-report.ts";
import { mappingOfFile } from "#lib/domain/mapping/mapping-of-file.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import { provenBy } from "#lib/domain/portfolio/declared/read-declared.ts";
import type { ColumnSummary } from "#lib/domain/summary/column-summary.ts";
import { rowText } from "#lib/domain/table/set-aside.ts";
import { maxFileBytes } from "../budgets.ts";
import type { OpenCells } from "../kept/cells-keeper.ts";
import { type CellsRecord, keptActions, type RestoredCells, replayCells } from "../kept/kept-cells.ts";
import { findAndDescribe, type OpenFile, type Reading, withCorrections } from "../open-file.ts";
import { openSpreadsheet } from "../open-spreadsheet.ts";
import type { BlockQuestions } from "../protocol/blocks.ts";
import type { DebtorQuestions } from "../protocol/debtors.ts";
import type { FindAnswer, FindInput } from "../protocol/find.ts";
import type { OpenInput, WorkbenchQuestions } from "../protocol/questions.ts";
import { type FirstRows, type ReadingReport, type ReadingSettings, withTakenIn } from "../protocol/reading.ts";
import type { AsideWindow, ReviewSummary, RowFilter, RowWindow } from "../protocol/review.ts";
import type { StagingChunk, StagingPlan } from "../protocol/staging.ts";
import { rowsPerChunk } from "../protocol/staging.ts";
import { findFuturePayments } from "../review/future-payments.ts";
import { heldCandidates } from "../review/held-candidates.ts";
import { setAsideReport } from "../rows-beside.ts";
import { inOneGo } from "../sliced.ts";
import { isAnswered } from "../workbook/find-join.ts";
import { AppliedRows } from "./applied-rows.ts";
import { betweenQuestions } from "./between-questions.ts";
import { Blocks } from "./blocks/blocks.ts";
import { Columns } from "./columns.ts";
import { Correcting } from "./correcting.ts";
import { Cures } from "./cures.ts";
import { Debtors } from "./debtors.ts";
import { declaredBy } from "./declared-by.ts";
import { Deriving } from "./deriving.ts";
import { fileDigest } from "./digest.ts";
import { type EditedBench, Editing } from "./editing.ts";
import { glimpseOf } from "./glimpse.ts";
import { filteredRows, issueAfter, rowWindow, type Shown } from "./shown-rows.ts";
import { stagingChunk } from "./staging-chunk.ts";
import { sumReadings } from "./sum-readings.ts";

/** Questions that a part of the workbench answers. */
type Parted = keyof BlockQuestions | keyof DebtorQuestions | keyof Cures | keyof Editing;

/** The workbench's own answer to each other question; those that read or pack are promises. */
export type WorkbenchAnswers = {
  [Name in Exclude<keyof WorkbenchQuestions, Exclude<Parted, "edit">>]: (
    input: Parameters<WorkbenchQuestions[Name]>[0],
    onProgress?: (share: number) => void,
  ) => ReturnType<WorkbenchQuestions[Name]> | Promise<ReturnType<WorkbenchQuestions[Name]>>;
};

/** Holds one open file and answers the page's questions about it. The page has only the rows it shows. */
export class Workbench implements WorkbenchAnswers {
  #open: OpenFile | null = null;
  #columns: Columns | null = null;
  readonly #correcting = new Correcting();
  readonly #deriving: Deriving;
  readonly #applied = new AppliedRows();
  /** Changes in slices. */
  readonly editing: Editing;
  readonly cures: Cures;
  readonly blocks: Blocks;
  readonly debtors: Debtors;
  readonly #digest: (file: Blob) => Promise<string>;
  readonly #now: () => number;

  constructor(digest: (file: Blob) => Promise<string> = fileDigest, now: () => number = Date.now) {
    this.#digest = digest;
    this.#now = now;
    this.#deriving = new Deriving(this.#correcting, now);
    const bench: EditedBench = {
      deriving: this.#deriving,
      opened: () => this.#opened(),
      shown: () => this.#shown(),
      takeInDebtors: () => {
        const { asked } = this.#deriving;
        if (this.#takeInDebtors(asked)) this.#deriving.apply(this.#opened(), asked, this.#correcting.choices);
      },
      summary: () => this.#summary(),
    };
    this.editing = new Editing(bench);
    this.cures = new Cures(bench, this.editing);
    this.blocks = new Blocks(bench, this.editing);
    this.debtors = new Debtors(bench);
  }

  /** The corrections of the open file; null if none is open. */
  get cells(): OpenCells | null {
    if (this.#open === null) return null;
    const { rows, history, settings } = this.#open;
    return { rows, history, takenIn: settings.takenIn };
  }

  /** Makes kept corrections in the open file, read with the rows taken in that they were made in. */
  restoreCells(records: readonly CellsRecord[]): RestoredCells {
    const actions = keptActions(records);
    const takenIn = actions[0]?.takenIn;
    if (takenIn !== undefined) this.#readAgain(takenIn);
    const { done, undone, ...restored } = replayCells(actions, this.#opened().rows);
    this.#open = { ...this.#opened(), history: this.editing.historyOf(done, undone) };
    return restored;
  }

  glimpse({ file, rows, columns }: { file: File; rows: number; columns: number }): Promise<FirstRows | null> {
    return glimpseOf(file, rows, columns);
  }

  async open(input: OpenInput, onProgress?: (share: number) => void): Promise<ReadingReport> {
    this.#open = null;
    this.#deriving.forget();
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

  heldCandidates(input: Parameters<WorkbenchQuestions["heldCandidates"]>[0]): readonly string[] {
    const context = input.context ?? this.#deriving.derivation.context;
    return heldCandidates(this.#opened().rows, context, input.buckets, input.among);
  }

  alsoHold(
    { held }: Parameters<WorkbenchQuestions["alsoHold"]>[0],
    onProgress?: (share: number) => void,
  ): ReviewSummary {
    const { asked } = this.#deriving;
    const context = { ...asked, held: new Map([...(asked.held ?? []), ...held]) };
    return this.apply({ context, choices: this.#correcting.choices }, onProgress);
  }

  apply(
    { context, choices = noChoices }: { context: DerivationContext; choices?: CorrectionChoices },
    onProgress?: (share: number) => void,
  ): ReviewSummary {
    this.#deriving.ask(context);
    return this.#apply(context, choices, onProgress);
  }

  columnSummary({
    column,
    context,
  }: Parameters<WorkbenchQuestions["columnSummary"]>[0]): Promise<ColumnSummary | null> {
    const [open, review] = [this.#open, this.#deriving.shown];
    if (open === null || (context === undefined && review === null)) return Promise.resolve(null);
    const columns = context === undefined ? this.#shownColumns() : new Columns(open, context);
    if (columns === null || this.editing.isWriting) return Promise.resolve(null);
    // Cells that are tried, or whose change is stopped yet, are nobody's.
    const isWanted = () =>
      !this.editing.isWriting && this.#open === open && (context !== undefined || this.#deriving.shown === review);
    return betweenQuestions(columns.summary(column, context === undefined ? review : null), isWanted);
  }

  window({ from, count, filter }: { from: number; count: number; filter: RowFilter }): RowWindow {
    return rowWindow(this.#shown(), from, count, filter);
  }

  nextIssue(input: Parameters<WorkbenchQuestions["nextIssue"]>[0]): ReturnType<WorkbenchQuestions["nextIssue"]> {
    return issueAfter(this.#shown(), input);
  }

  edit(input: Parameters<WorkbenchQuestions["edit"]>[0], onProgress?: (share: number) => void): ReviewSummary {
    return inOneGo(this.editing.edit(input), onProgress);
  }

  find(input: FindInput, onProgress?: (share: number) => void): FindAnswer {
    return this.#opened().finder.find(input, filteredRows(this.#shown(), input.filter), onProgress);
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
    return this.#apply(this.#deriving.asked, this.#correcting.choices, onProgress);
  }

  planStaging(): StagingPlan {
    const { rows, found } = this.#opened();
    const { rowCount } = rows.table;
    const chunkCount = Math.ceil(rowCount / rowsPerChunk);
    const { context } = this.#deriving.derivation;
    const { setAside } = found;
    const { totals } = this.#summary();
    const correction = this.#correcting.plan(this.#opened(), context);
    const heldStamp = this.#deriving.review.heldStamp();
    const { mapping } = context;
    return { rowCount, chunkCount, setAside, edits: rows.all(), totals, mapping, heldStamp, correction };
  }

  chunk({ sequence }: { sequence: number }): Promise<StagingChunk> {
    return stagingChunk(this.#opened().found.table, sequence);
  }

  /** Makes a reading the open one and drops the review and correction of the reading before. */
  #take(reading: Reading, onProgress?: (share: number) => void): ReadingReport {
    const { open, report } = findAndDescribe(reading, (share) => onProgress?.(0.7 + 0.3 * share));
    this.#open = open;
    this.#deriving.forget();
    this.#correcting.end();
    return report;
  }

  /**
   * Takes set-aside rows that carry a debtor back into the table: that shows only once their columns are known. Says
   * whether there were any.
   */
  #takeInDebtors(context: DerivationContext): boolean {
    const { found, rows, settings } = this.#opened();
    if (found.setAside.length === 0) return false;
    // Without the rule for row widths: a row that lacks cells still is a debtor's, and is reported in the
    // table.
    const { rowWidth: _, headerBelow: __, ...mapping } = mappingOfFile(context.mapping, rows.ofFile);
    const read = compileRowReader({ ...context, mapping });
    const lines = found.setAside.filter((row) => carriesDebtor(row, read)).map(({ line }) => line);
    if (lines.length === 0 || settings.takenIn === "all") return false;
    this.#readAgain([...(settings.takenIn ?? []), ...lines]);
    return true;
  }

  /** Finds the table again in the same cells, with other rows set aside. Keeps the correction's earlier debtors. */
  #readAgain(takenIn: ReadingSettings["takenIn"]): void {
    const { settings: before, ...open } = this.#opened();
    const settings = withTakenIn(before, takenIn);
    this.#open = withCorrections(findAndDescribe({ ...open, settings }).open, this.#opened());
  }

  #apply(
    context: DerivationContext,
    choices: CorrectionChoices,
    onProgress: ((share: number) => void) | undefined,
  ): ReviewSummary {
    this.#takeInDebtors(context);
    this.#deriving.apply(this.#opened(), context, choices, onProgress);
    return this.#summary();
  }

  #summary(): ReviewSummary {
    const { canUndo, canRedo } = this.#opened().history;
    const { setAside } = this.#opened().found;
    const { review, derivation } = this.#deriving;
    const summary = review.summary();
    const totals = withSetAside(summary.totals, setAside.length);
    const { context, cutOff, largerPart } = derivation;
    const read = { totals, hasBalance: loadsBalance(context.mapping), cutOff: cutOff?.day ?? null };
    const declared = provenBy(declaredBy(this.#opened(), context.mapping), read);
    const renamed = this.#correcting.renamed(this.#opened(), context);
    const report = review.reportFigures(renamed.map(({ was }) => was));
    // Of a correction, the question was answered for the upload that it corrects.
    const future = report === null ? findFuturePayments(summary.groups, this.#opened().columns) : null;
    return {
      ...summary,
      ...(largerPart === undefined ? {} : { largerPart }),
      ...(future === null ? {} : { futurePayments: future }),
      totals,
      report,
      setAside: setAsideReport(setAside),
      cutOff,
      declared,
      canUndo,
      canRedo,
    };
  }

  #shown(): Shown {
    const { rows, found } = this.#opened();
    const where = this.#shownColumns()?.where ?? null;
    return { rows, review: this.#deriving.shown, report: found.report, where, applied: this.#applied };
  }

  /** What the columns hold as they are mapped now; null before the first mapping. */
  #shownColumns(): Columns | null {
    if (this.#deriving.shown === null) return null;
    const { context } = this.#deriving.derivation;
    const open = this.#opened();
    if (this.#columns?.isOf(open, context) !== true) this.#columns = new Columns(open, context);
    return this.#columns;
  }

  #opened(): OpenFile {
    if (this.#open === null) throw new Error("no file is open");
    return this.#open;
  }
}
