import type { Dispatch } from "react";
import { chosenPortfolio } from "#components/upload/file-portfolio.ts";
import type { Problem } from "#components/upload/problem.ts";
import type { WizardEvent } from "#components/upload/wizard-state.ts";
import type { Work } from "#components/upload/work.ts";
import { lastTimeOf } from "#lib/domain/cures/last-time.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import { recalledAnswers } from "#lib/domain/mapping/answers/remembered-answers.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { withDefaults } from "#lib/domain/portfolio/with-defaults.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { type WorkbenchClient, WorkbenchRefusal } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { askAboutFile, askAboutPortfolio, recall } from "./ask-about-file.ts";
import { withUnitSums } from "./ask-unit-sums.ts";
import { isAbort } from "./is-abort.ts";
import { recallSettings } from "./recall-settings.ts";

/** Smaller files are read before anybody could look at their first rows. */
const glimpsedFrom = 2 * 1024 * 1024;
const glimpse = { rows: 12, columns: 40 };

export type Settings = Work["settings"];
type Report = Work["report"];
/** What the reading and the server found out about a file, before anything is decided. */
type Known = Pick<Work, "file" | "settings" | "report" | "earlier" | "correction" | "portfolio">;

/** One reading of a file. */
export interface Reading {
  readonly client: WorkbenchClient;
  readonly tenant: TenantView;
  readonly fields: readonly Field[];
  /** The portfolio that a load was begun for; null for none. */
  readonly begunFor: string | null;
  readonly dispatch: Dispatch<WizardEvent>;
  /** Aborted when another reading begins. */
  readonly signal: AbortSignal;
  readonly tellProblem: (problem: Problem) => void;
  /** Corrections of the reading before that have no place in this one. */
  readonly tellDropped: (edits: NonNullable<Report["edits"]>) => void;
  /** The columns of an unfinished upload have to be looked at again. */
  readonly tellReadAnew: () => void;
}

/** Opens a file that was dropped or fetched. */
export async function openFile(reading: Reading, file: File): Promise<void> {
  const { client, dispatch, signal } = reading;
  dispatch({ type: "file_chosen", file });
  try {
    if (file.size >= glimpsedFrom) {
      const firstRows = await client.ask("glimpse", { file, ...glimpse }, { signal });
      dispatch({ type: "first_rows_seen", firstRows });
    }
    const { report, settings } = await readAsLastTime(reading, file);
    const about = await askAboutFile(reading, report);
    if (about.kind === "done") {
      const { recalled, ...known } = about.value;
      await take(reading, { file, settings, report, ...known }, recalled);
    } else if (!signal.aborted) dispatch({ type: "problem_met", problem: about.problem });
  } catch (error) {
    if (error instanceof WorkbenchRefusal)
      dispatch({ type: "file_refused", refusal: error.refusal, fileName: file.name });
    else if (!isAbort(error)) throw error;
  }
}

/** Reads a file, and again if the user read such a workbook in another way last time. */
async function readAsLastTime({ client, tenant, fields, dispatch, signal }: Reading, file: File) {
  const onProgress = (share: number) => dispatch({ type: "progress", share });
  const read = await client.ask(
    "open",
    { file, settings: {}, fields, currency: tenant.currency },
    { onProgress, signal },
  );
  const settings = await recallSettings(read, (headers) => recall(headers, tenant.id, "any"));
  signal.throwIfAborted();
  return { report: settings.join === undefined ? read : await client.ask("reread", { settings }), settings };
}

/** Reads the open file in another way. */
export async function rereadFile(reading: Reading, work: Work, settings: Settings): Promise<void> {
  const { client, dispatch, tellDropped } = reading;
  dispatch({ type: "reread_started", settings });
  try {
    const report = await client.ask("reread", { settings });
    if (report.edits !== undefined && report.edits.dropped > 0) tellDropped(report.edits);
    if (report.reportOf !== undefined) await takeReport(reading, work, settings, report);
    else await takePlain(reading, work, settings, report);
  } catch (error) {
    if (error instanceof WorkbenchRefusal) dispatch({ type: "reread_refused", refusal: error.refusal });
    else if (!isAbort(error)) throw error;
  }
}

async function takeReport(
  reading: Reading,
  { file, portfolio }: Work,
  settings: Settings,
  report: Report,
): Promise<void> {
  const { dispatch, tellProblem } = reading;
  const about = await askAboutFile(reading, report, portfolio);
  if (about.kind === "done") {
    const { recalled, ...known } = about.value;
    return take(reading, { file, settings, report, ...known }, recalled);
  }
  // Without knowing what became of its debtors a report must not go on: they might be sent twice.
  tellProblem(about.problem);
  dispatch({ type: "back", to: "drop" });
}

async function takePlain(reading: Reading, work: Work, settings: Settings, report: Report): Promise<void> {
  const { file, earlier, correction, portfolio } = work;
  const about = await askAboutPortfolio(reading, report, portfolio);
  // The file is already read the new way; without the remembered mapping there are still the proposals.
  if (about.kind !== "done") reading.tellProblem(about.problem);
  const found = about.kind === "done" ? about.value : { portfolio, recalled: { kind: "none" as const } };
  const known = { file, settings, report, earlier, correction: correction === null ? null : ("unknown" as const) };
  await take(reading, { ...known, portfolio: found.portfolio }, found.recalled);
}

/** Goes on with what is known of the file. Does nothing if another reading has begun meanwhile. */
export async function take(reading: Reading, known: Known, recalled: RecalledMapping<Mapping>): Promise<void> {
  const { client, tenant, fields, dispatch, signal } = reading;
  if (signal.aborted) return;
  const first = firstMappingOf(known.report, fields, recalled);
  const columns = await withUnitSums(first, fields, (input) => client.ask("sumColumns", input, { signal }));
  const defaults = (known.portfolio === null ? undefined : chosenPortfolio(known.portfolio))?.defaults ?? {};
  const mapping = { ...withDefaults(first.mapping, defaults, fields), isApart: isApart(known, first.mapping) };
  const problems = checkMapping(mapping, fields, columns.length, columns, tenant.country, tenant.currency);
  const { memory } = first;
  const isComplete = memory.kind === "exact" && problems.length === 0;
  const report = { ...known.report, columns };
  const answers = recalledAnswers(columns, mapping, fields);
  // A report was decided about in its own upload, not last time.
  const isOwn = known.correction !== null && known.correction !== "unknown";
  const lastTime = isOwn ? undefined : lastTimeUnder(first);
  dispatch({
    type: "file_read",
    work: { ...factsOf({ ...known, report }), memory, mapping, recalled: answers, lastTime, declined: [] },
    isComplete,
  });
}

/** What was decided about reasons in the file that the memory is of; undefined without one. */
export function lastTimeUnder({ mapping, memory }: Pick<ReturnType<typeof firstMappingOf>, "mapping" | "memory">) {
  if (memory.kind === "none") return undefined;
  return lastTimeOf(mapping, memory.kind === "near" ? (memory.of ?? undefined) : undefined);
}

/** Without what was decided about an earlier reading's columns. */
function factsOf({ file, settings, report, earlier, correction, portfolio }: Known): Known {
  return { file, settings, report, earlier, correction, portfolio };
}

/** A file with nothing to join gives no answer to this; what was remembered for its headers still holds. */
function isApart({ settings, report }: Known, { isApart: before }: Mapping): boolean | undefined {
  return report.join === null ? before : settings.join === "none" || undefined;
}

/**
 * The outcomes of a correction's debtors may have changed since the review, so they are fetched and checked
 * again.
 */
export async function renewCorrection(reading: Reading, report: Report): Promise<void> {
  const { dispatch, tellProblem } = reading;
  try {
    const about = await askAboutFile(reading, report);
    if (about.kind === "done") dispatch({ type: "correction_renewed", correction: about.value.correction });
    else tellProblem(about.problem);
  } catch (error) {
    if (error instanceof WorkbenchRefusal) dispatch({ type: "workbench_lost", refusal: error.refusal });
    else if (!isAbort(error)) throw error;
  }
}
