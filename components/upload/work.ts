import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { EarlierUpload } from "#lib/domain/views/earlier-upload.ts";
import type { RetryHolder } from "#lib/domain/views/retry-view.ts";
import {
  type ReadingReport,
  type ReadingSettings,
  withTakenIn as settingsWith,
} from "#lib/spreadsheet/protocol/reading.ts";

/** What is remembered of this shape of file; `changed` are the columns that were not there last time, `lost` the headers that are gone. */
export type Memory =
  | { readonly kind: "none" }
  | { readonly kind: "exact" }
  | { readonly kind: "near"; readonly changed: readonly number[]; readonly lost: readonly string[] };

/** The file is a report that came back: the upload it is of, and what the user decided about debtors that are kept back. */
export interface WorkCorrection {
  readonly uploadId: string;
  readonly fileName: string;
  /** When that upload was sent, ISO 8601. */
  readonly at: string;
  /** What was sent then is erased: whoever was rejected goes, corrected or not. */
  readonly isErased: boolean;
  /** The retries and corrections of it that are not over: debtors they have are sent by them alone. */
  readonly holders: readonly RetryHolder[];
  readonly choices: CorrectionChoices;
}

/** The open file and what has been decided about it; it is kept while the steps go forth and back. */
export interface Work {
  readonly file: File;
  readonly settings: ReadingSettings;
  readonly report: ReadingReport;
  readonly earlier: EarlierUpload | null;
  readonly memory: Memory;
  readonly mapping: Mapping;
  /** Proposals the user has said no to, by column, so that they are not offered again. */
  readonly declined: readonly number[];
  /** `unknown`: a report of an upload that this tenant does not have; it is taken as any file. */
  readonly correction: WorkCorrection | "unknown" | null;
}

/** What is being corrected; null for a file that is no report of an upload known here. */
export function correctionOf({ correction }: Pick<Work, "correction">): WorkCorrection | null {
  return correction === "unknown" ? null : correction;
}

/** The same work with the user's word on debtors that a correction keeps back. */
export function withChoices(work: Work, choices: CorrectionChoices): Work {
  const { correction } = work;
  return correction === null || correction === "unknown" ? work : { ...work, correction: { ...correction, choices } };
}

/** The same work with what holds its debtors as it is known anew; the user's choices stay. */
export function withRenewed(work: Work, renewed: Work["correction"]): Work {
  const { correction } = work;
  if (correction === null || correction === "unknown" || renewed === null || renewed === "unknown") return work;
  return { ...work, correction: { ...renewed, choices: correction.choices } };
}

/** The same work with the user's word on which rows that were set aside are data; the workbench has read them so already. */
export function withTakenIn(work: Work, takenIn: ReadingSettings["takenIn"]): Work {
  return { ...work, settings: settingsWith(work.settings, takenIn) };
}
