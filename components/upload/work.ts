import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import type { LastTime } from "#lib/domain/cures/last-time.ts";
import { type ByHand, withByHand } from "#lib/domain/mapping/answers/by-hand.ts";
import { type RecalledAnswer, stillRecalled } from "#lib/domain/mapping/answers/remembered-answers.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { TypedDeclared } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { EarlierUpload } from "#lib/domain/views/earlier-upload.ts";
import type { RetryHolder } from "#lib/domain/views/retry-view.ts";
import {
  type ReadingReport,
  type ReadingSettings,
  withTakenIn as settingsWith,
} from "#lib/spreadsheet/protocol/reading.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";

import type { FilePortfolio } from "./file-portfolio.ts";

/**
 * What is remembered of files with such headers. `changed`: columns that were not there last time; `lost`:
 * headers that are gone.
 */
export type Memory =
  | { readonly kind: "none" }
  | { readonly kind: "exact" }
  | {
      readonly kind: "near";
      readonly changed: readonly number[];
      readonly lost: readonly string[];
      /** The portfolio that remembers it, by name, if that is not the file's; null: uploads of none do. */
      readonly of?: string | null;
    };

/** The file is a returned report: its upload, and the user's decisions about debtors that are held back. */
export interface WorkCorrection {
  readonly uploadId: string;
  readonly fileName: string;
  /** When that upload was sent, ISO 8601. */
  readonly at: string;
  /** What was sent then is erased, so rejected debtors are sent again whether corrected or not. */
  readonly isErased: boolean;
  /** Its retries and corrections that are not over: only they send the debtors they have. */
  readonly holders: readonly RetryHolder[];
  readonly choices: CorrectionChoices;
}

/** Questions of the review that must be answered before the file is staged. */
export const reviewQuestions = ["repeatedBalance", "largerPart", "futurePayments"] as const;
export type ReviewQuestion = (typeof reviewQuestions)[number];
export type Confirmed = Readonly<Partial<Record<ReviewQuestion, number>>>;

/** The open file and all decisions about it; kept while the user moves between steps. */
export interface Work {
  readonly file: File;
  readonly settings: ReadingSettings;
  readonly report: ReadingReport;
  readonly earlier: EarlierUpload | null;
  readonly memory: Memory;
  readonly mapping: Mapping;
  /** Answers of last time that today's values do not give and nobody has changed. */
  readonly recalled: readonly RecalledAnswer[];
  /** What was decided about whole reasons in an earlier file; absent if none is remembered. */
  readonly lastTime?: LastTime | undefined;
  /** Proposals that the user declined, by column, so that they are not offered again. */
  readonly declined: readonly number[];
  /** The column about which the user has answered a question of the review, by question. */
  readonly confirmed?: Confirmed;
  /** `unknown`: a report of an upload that this tenant does not have; it is read like any file. */
  readonly correction: WorkCorrection | "unknown" | null;
  /** Null for a correction: it is of the portfolio of the upload it corrects. */
  readonly portfolio: FilePortfolio | null;
  /** What the user has decided of the mapping, so that another portfolio's memory does not replace it. */
  readonly byHand?: ByHand;
  /** How many held debtors the review had before the hold list changed; absent while it has not. */
  readonly heldBefore?: number;
  /** What the user typed of the totals that the bank declares, over what the file says. */
  readonly declared?: TypedDeclared;
}

/** An unfinished upload that goes on (decision 54). */
export interface ResumedWork {
  readonly work: Work;
  /** Its columns were done. */
  readonly isReviewed: boolean;
  readonly isRemembered: boolean;
  /** The upload in which the same file has been loaded since. */
  readonly loadedMeanwhile: EarlierUpload | null;
}

/** What is being corrected; null for a file that is no report of an upload known here. */
export function correctionOf({ correction }: Pick<Work, "correction">): WorkCorrection | null {
  return correction === "unknown" ? null : correction;
}

/** The same work with or without (null) the user's word that a column is right as a question asks about it. */
export function withConfirmed(work: Work, question: ReviewQuestion, column: number | null): Work {
  const { [question]: _, ...others } = work.confirmed ?? {};
  return { ...work, confirmed: column === null ? others : { ...others, [question]: column } };
}

/** Whether a question of the review still has to be answered; without `question`, any. */
export function isAsked(
  { confirmed }: Pick<Work, "confirmed">,
  summary: Pick<ReviewSummary, ReviewQuestion>,
  question?: ReviewQuestion,
): boolean {
  const asked = question === undefined ? reviewQuestions : [question];
  return asked.some((one) => summary[one] !== undefined && summary[one].column !== confirmed?.[one]);
}

/** The same work with the user's choices about debtors that a correction holds back. */
export function withChoices(work: Work, choices: CorrectionChoices): Work {
  const { correction } = work;
  return correction === null || correction === "unknown" ? work : { ...work, correction: { ...correction, choices } };
}

/** The same work with what holds back its debtors fetched again; the user's choices stay. */
export function withRenewed(work: Work, renewed: Work["correction"]): Work {
  const { correction } = work;
  if (correction === null || correction === "unknown" || renewed === null || renewed === "unknown") return work;
  return { ...work, correction: { ...renewed, choices: correction.choices } };
}

/** The same work with the mapping as the user has changed it. */
export function withDecided(work: Work, mapping: Mapping): Work {
  const recalled = stillRecalled(work.recalled, work.mapping, mapping);
  return { ...work, mapping, recalled, byHand: withByHand(work.byHand, work.mapping, mapping) };
}

/**
 * The same work with the user's choice of set-aside rows that are data; the workbench has already read them so.
 */
export function withTakenIn(work: Work, takenIn: ReadingSettings["takenIn"]): Work {
  return { ...work, settings: settingsWith(work.settings, takenIn) };
}

/** Whether what is remembered comes from another portfolio's loads, or from those of none. A new one has no loads yet. */
export function isOfAnother({ memory, portfolio }: Pick<Work, "memory" | "portfolio">): boolean {
  return portfolio?.choice.kind === "new" || (memory.kind === "near" && memory.of !== undefined);
}
