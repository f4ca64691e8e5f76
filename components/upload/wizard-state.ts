import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { TypedDeclared } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { EarlierUpload } from "#lib/domain/views/earlier-upload.ts";
import type { FirstRows, ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { Refusal } from "#lib/spreadsheet/protocol/refusal.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import type { FilePortfolio } from "./file-portfolio.ts";
import type { Problem } from "./problem.ts";
import type { StagingProgress } from "./stage-upload.ts";
import type { ResumedWork, Work } from "./work.ts";
import { type ReviewQuestion, withChoices, withConfirmed, withDecided, withRenewed, withTakenIn } from "./work.ts";

/** The state of a new upload. Each step has exactly what it shows, and nothing that is not known yet. */
export type WizardState =
  | {
      readonly step: "drop";
      readonly refusal: (Refusal & { readonly fileName: string }) | null;
      readonly problem: Problem | null;
    }
  | {
      readonly step: "reading";
      readonly fileName: string;
      readonly fileBytes: number;
      readonly share: number;
      /** null until they are known. */
      readonly firstRows: FirstRows | null;
    }
  | { readonly step: "known_file"; readonly work: Work; readonly isComplete: boolean; readonly earlier: EarlierUpload }
  | { readonly step: "mapping"; readonly work: Work; readonly isRereading: boolean; readonly refusal: Refusal | null }
  | { readonly step: "checking"; readonly work: Work; readonly share: number; readonly isRemembered: boolean }
  | { readonly step: "review"; readonly work: Work; readonly summary: ReviewSummary; readonly isRemembered: boolean }
  | {
      readonly step: "staging";
      readonly work: Work;
      readonly summary: ReviewSummary;
      readonly isRemembered: boolean;
      readonly progress: StagingProgress;
      readonly problem: Problem | null;
    }
  | { readonly step: "done"; readonly uploadId: string };

export type WizardEvent =
  | { readonly type: "file_chosen"; readonly file: Pick<File, "name" | "size"> }
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "first_rows_seen"; readonly firstRows: FirstRows | null }
  | { readonly type: "reading_cancelled" }
  | { readonly type: "file_refused"; readonly refusal: Refusal; readonly fileName: string }
  | { readonly type: "problem_met"; readonly problem: Problem }
  /** `isComplete`: the remembered mapping leaves no question open. */
  | { readonly type: "file_read"; readonly work: Work; readonly isComplete: boolean }
  | { readonly type: "known_file_accepted" }
  | ({ readonly type: "resumed" } & ResumedWork)
  | { readonly type: "reread_started"; readonly settings: ReadingSettings }
  | { readonly type: "reread_refused"; readonly refusal: Refusal }
  | { readonly type: "mapping_changed"; readonly mapping: Mapping }
  | { readonly type: "proposal_declined"; readonly column: number }
  | { readonly type: "portfolio_decided"; readonly portfolio: FilePortfolio }
  /** What the chosen portfolio remembers; `isAsked`: the columns must be looked at, on their page. */
  | { readonly type: "portfolio_recalled"; readonly work: Work; readonly isAsked: boolean }
  | { readonly type: "check_started" }
  | { readonly type: "check_refused"; readonly refusal: Refusal }
  | { readonly type: "checked"; readonly summary: ReviewSummary }
  | { readonly type: "edited"; readonly summary: ReviewSummary }
  /** Other rows than before are read as data although they look like titles, totals or notes. */
  | { readonly type: "taken_in"; readonly takenIn: ReadingSettings["takenIn"] }
  | { readonly type: "group_decided"; readonly mapping: Mapping }
  /** `column`: it is right as the question asks about it; null takes that back. */
  | { readonly type: "confirmed"; readonly question: ReviewQuestion; readonly column: number | null }
  | { readonly type: "declared_typed"; readonly declared: TypedDeclared }
  | { readonly type: "correction_decided"; readonly choices: CorrectionChoices }
  /** The outcomes of a correction's debtors were fetched again. */
  | { readonly type: "correction_renewed"; readonly correction: Work["correction"] }
  /** The hold list has changed since the check. */
  | { readonly type: "holds_renewed" }
  | { readonly type: "staging_started" }
  | { readonly type: "staging_progressed"; readonly progress: StagingProgress }
  | { readonly type: "staging_stopped"; readonly problem: Problem }
  | { readonly type: "staged"; readonly uploadId: string }
  /** The worker died, and the table with it. */
  | { readonly type: "workbench_lost"; readonly refusal: Refusal }
  | { readonly type: "back"; readonly to: "drop" | "mapping" | "review" };

export const firstState: WizardState = { step: "drop", refusal: null, problem: null };

/** For a file that is fetched instead of chosen: the wizard begins by reading it. */
export function fetchingState(fileName: string): WizardState {
  return { step: "reading", fileName, fileBytes: 0, share: 0, firstRows: null };
}

const nothingStaged: StagingProgress = {
  phase: "starting",
  rowsSent: 0,
  rowCount: 0,
  rowsPerSecond: null,
  rowsDerived: null,
};

/** Whether the state has work of the user, which leaving the page would lose if it is not kept. */
export function hasUnsavedWork(
  state: WizardState,
): state is Extract<WizardState, { readonly step: "mapping" | "checking" | "review" | "staging" }> {
  return state.step === "mapping" || state.step === "checking" || state.step === "review" || state.step === "staging";
}

/** The next state. An event that the state does not expect (a late answer) changes nothing. */
export function wizardReducer(state: WizardState, event: WizardEvent): WizardState {
  if (event.type === "file_chosen") {
    return { step: "reading", fileName: event.file.name, fileBytes: event.file.size, share: 0, firstRows: null };
  }
  if (event.type === "back") return stepBack(state, event.to);
  if (event.type === "portfolio_recalled") return afterRecall(state, event.work, event.isAsked);
  if (event.type === "workbench_lost") {
    return "work" in state
      ? { step: "drop", refusal: { ...event.refusal, fileName: state.work.file.name }, problem: null }
      : state;
  }
  switch (state.step) {
    case "reading":
      return afterReading(state, event);
    case "known_file":
      return event.type === "known_file_accepted" ? afterKnown(state.work, state.isComplete) : state;
    case "mapping":
      return whileMapping(state, event);
    case "checking":
      return whileChecking(state, event);
    case "review":
      if (event.type === "edited") return afterEdit(state, event.summary);
      if (event.type === "taken_in") return { ...state, work: withTakenIn(state.work, event.takenIn) };
      if (event.type === "confirmed")
        return { ...state, work: withConfirmed(state.work, event.question, event.column) };
      if (event.type === "group_decided") return { ...state, work: withDecided(state.work, event.mapping) };
      if (event.type === "portfolio_decided") return { ...state, work: { ...state.work, portfolio: event.portfolio } };
      if (event.type === "declared_typed") return { ...state, work: { ...state.work, declared: event.declared } };
      if (event.type === "correction_decided")
        return checkingAgain(withChoices(state.work, event.choices), state.isRemembered);
      if (event.type === "staging_started")
        return { ...state, step: "staging", progress: nothingStaged, problem: null };
      return state;
    case "staging":
      return whileStaging(state, event);
    default:
      return state;
  }
}

function afterReading(state: WizardState & { step: "reading" }, event: WizardEvent): WizardState {
  switch (event.type) {
    case "progress":
      return { ...state, share: event.share };
    case "first_rows_seen":
      return { ...state, firstRows: event.firstRows };
    case "reading_cancelled":
      return firstState;
    case "file_refused":
      return { step: "drop", refusal: { ...event.refusal, fileName: event.fileName }, problem: null };
    case "problem_met":
      return { step: "drop", refusal: null, problem: event.problem };
    case "file_read": {
      const { work, isComplete } = event;
      return work.earlier === null
        ? afterKnown(work, isComplete)
        : { step: "known_file", work, isComplete, earlier: work.earlier };
    }
    case "resumed": {
      const { work, isReviewed, isRemembered, loadedMeanwhile } = event;
      if (loadedMeanwhile !== null)
        return { step: "known_file", work, isComplete: isReviewed, earlier: loadedMeanwhile };
      return isReviewed ? checkingAgain(work, isRemembered) : afterKnown(work, false);
    }
    default:
      return state;
  }
}

function afterKnown(work: Work, isComplete: boolean): WizardState {
  return isComplete
    ? { step: "checking", work, share: 0, isRemembered: true }
    : { step: "mapping", work, isRereading: false, refusal: null };
}

/** A memory that says the same needs no look; before the staging another one leads back to the columns. */
function afterRecall(state: WizardState, work: Work, isAsked: boolean): WizardState {
  if (state.step === "mapping") return { ...state, work };
  if (isAsked && (state.step === "checking" || state.step === "review"))
    return { step: "mapping", work, isRereading: false, refusal: null };
  return state;
}

function whileMapping(state: WizardState & { step: "mapping" }, event: WizardEvent): WizardState {
  const { work } = state;
  switch (event.type) {
    case "mapping_changed":
      return { ...state, work: withDecided(work, event.mapping) };
    case "portfolio_decided":
      return { ...state, work: { ...work, portfolio: event.portfolio } };
    case "proposal_declined":
      return { ...state, work: { ...work, declined: [...work.declined, event.column] } };
    case "reread_started":
      return { ...state, work: { ...work, settings: event.settings }, isRereading: true, refusal: null };
    case "reread_refused":
      return { ...state, isRereading: false, refusal: event.refusal };
    case "file_read":
      return { step: "mapping", work: event.work, isRereading: false, refusal: null };
    case "check_started":
      return { step: "checking", work, share: 0, isRemembered: false };
    default:
      return state;
  }
}

function whileChecking(state: WizardState & { step: "checking" }, event: WizardEvent): WizardState {
  const { work, isRemembered } = state;
  switch (event.type) {
    case "progress":
      return { ...state, share: event.share };
    case "checked":
      return { step: "review", work, summary: event.summary, isRemembered };
    case "check_refused":
      return { step: "mapping", work, isRereading: false, refusal: event.refusal };
    default:
      return state;
  }
}

/** How many were held before the list changed is said only until other people of the file are held. */
function afterEdit(state: WizardState & { step: "review" }, summary: ReviewSummary): WizardState {
  if (summary.held.debtors === state.summary.held.debtors) return { ...state, summary };
  const { heldBefore: _, ...work } = state.work;
  return { ...state, summary, work };
}

function whileStaging(state: WizardState & { step: "staging" }, event: WizardEvent): WizardState {
  switch (event.type) {
    case "staging_started":
      return { ...state, problem: null };
    case "staging_progressed":
      return { ...state, progress: event.progress };
    case "staging_stopped":
      return { ...state, problem: event.problem };
    case "staged":
      return { step: "done", uploadId: event.uploadId };
    case "holds_renewed":
      return checkingAgain({ ...state.work, heldBefore: state.summary.held.debtors }, state.isRemembered);
    case "correction_renewed":
      return checkingAgain(withRenewed(state.work, event.correction), state.isRemembered);
    default:
      return state;
  }
}

function checkingAgain(work: Work, isRemembered: boolean): WizardState {
  return { step: "checking", work, share: 0, isRemembered };
}

function stepBack(state: WizardState, to: "drop" | "mapping" | "review"): WizardState {
  if (to === "drop") return firstState;
  if (!("work" in state)) return state;
  if (to === "mapping") return { step: "mapping", work: state.work, isRereading: false, refusal: null };
  if (state.step !== "staging") return state;
  return { step: "review", work: state.work, summary: state.summary, isRemembered: state.isRemembered };
}
