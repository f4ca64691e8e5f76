import type { ObligationsBehaviour } from "../outcome/obligations-behaviour.ts";
import type { ComparedGroup, ComparisonFigures, DebtorChange } from "../portfolio/comparison/comparison.ts";
import type { Load } from "../portfolio/load.ts";
import type { Maskable } from "./debtor-ref.ts";
import type { Page } from "./page.ts";
import type { GroupTotals } from "./upload-view.ts";

/** What of a staged upload is sent: all of it, or nobody whom the CRM has as the file says already. */
export const sendings = ["everything", "changes"] as const;
export type Sending = (typeof sendings)[number];

/**
 * Why only the changes cannot be sent: the CRM is not known to update (`repeats_unknown`), or known to have whom it is
 * sent again twice (`repeats_duplicate`), nothing of the portfolio
 * was accepted before (`first_load`), or nobody is unchanged (`all_changed`).
 */
export const sendingRefusals = ["repeats_unknown", "repeats_duplicate", "first_load", "all_changed"] as const;
export type SendingRefusal = (typeof sendingRefusals)[number];

/** What may be chosen to be sent of a staged upload, and what is chosen. */
export interface SendingChoice {
  readonly sends: Sending;
  /** Whether debtors that differ only in volatile fields are sent too. */
  readonly countsVolatile: boolean;
  /** The calls left today decide about these, because no person has. */
  readonly byBudget: boolean;
  /** The upload is still `staged`, so that the choice may change. */
  readonly isOpen: boolean;
  /** Null: only the changes can be chosen. */
  readonly refusal: SendingRefusal | null;
  /** Calls that each choice needs if nothing is refused. */
  readonly calls: { readonly everything: number; readonly changes: number; readonly changesWithoutVolatile: number };
  /** When the portfolio was last sent whole and is to be again (ISO 8601; null: never), and whether that is due. */
  readonly fullSendAt: string | null;
  readonly fullSendDueAt: string | null;
  readonly isFullSendDue: boolean;
}

/** An upload against what was last accepted of its portfolio. Times are ISO 8601 in UTC. */
export interface ComparisonView {
  readonly uploadId: string;
  readonly portfolio: { readonly id: string; readonly name: string };
  readonly fileName: string;
  readonly currency: string;
  readonly load: Load;
  readonly comparedAt: string;
  /** When it was confirmed and the comparison became final; null before. */
  readonly frozenAt: string | null;
  /** Nothing of the portfolio was accepted before: everybody is new, and nobody is listed. */
  readonly isFirst: boolean;
  /**
   * Whether the file tells who is gone: a whole one, or the last part of a set. Otherwise `gone` is empty, or has whom the
   * file told gone before it was cancelled.
   */
  readonly tellsGone: boolean;
  /** It is cancelled, and not made whole by retries since: nobody is gone by it. */
  readonly isCancelled: boolean;
  /** Numbers of other parts of its set that are not confirmed: until all are, nobody is gone. */
  readonly partsUnconfirmed: readonly number[];
  /** Those that were discarded or cancelled since it counted them: nobody is gone by this part any more. */
  readonly partsCancelled: readonly number[];
  /** Debtors who count as gone by it beside those in the figures: the load that named them was cancelled since. */
  readonly goneSince: number;
  /** The part that completed its set and tells who is gone by it; null if this one does, or none has come yet. */
  readonly namedBy: { readonly uploadId: string; readonly fileName: string } | null;
  readonly figures: ComparisonFigures;
  /** What a load is known to do to obligations that it does not name. */
  readonly obligations: ObligationsBehaviour;
  /** What the file has in rows that are left out, and that is in no group. */
  readonly leftOut: GroupTotals;
  readonly choice: SendingChoice;
  /** Its list is erased with the upload; the figures stay. */
  readonly isErased: boolean;
}

/** The groups whose debtors can be listed: of the others there are only figures. */
export const listedGroups = ["new", "changed", "returned", "gone"] as const satisfies readonly ComparedGroup[];
export type ListedGroup = (typeof listedGroups)[number];

/**
 * A debtor of one of these groups. Balances are decimals with two places; before: in the snapshot, 0 for who is new
 * or returned; after: in the file, 0 for who is gone.
 */
export interface ComparedDebtorView extends Maskable {
  readonly identification: string;
  readonly group: ListedGroup;
  readonly obligationsBefore: number;
  readonly balanceBefore: string;
  readonly obligations: number;
  readonly balance: string;
  /**
   * The values that differ, without volatile ones; of an obligation that is new or gone only its number and
   * balance. Empty for who is new or gone. Of who is changed: empty if it is as last accepted, but nobody knows whether
   * the CRM still has that; null if nothing of it was ever accepted, or of an older comparison.
   */
  readonly changes: readonly DebtorChange[] | null;
}

/** Ordered by identification. */
export type ComparedDebtorPage = Page<ComparedDebtorView>;

/** One line of the downloaded comparison: a value that differs; or a debtor who is new, returned or gone. */
export interface ComparisonRow {
  readonly identification: string;
  readonly group: ListedGroup;
  readonly obligation: string | null;
  /** Null for a debtor as a whole; `before` and `after` are then balances. */
  readonly fieldId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** The numbers of the debtor's obligations, in a line about the debtor itself. */
  readonly numbers: readonly string[];
}

/** All of a comparison, to be downloaded; the writer of the file names fields and groups in the reader's language. */
export interface ComparisonReport {
  readonly uploadId: string;
  readonly fileName: string;
  readonly currency: string;
  /** As in ComparisonView. */
  readonly tellsGone: boolean;
  readonly rows: AsyncIterable<ComparisonRow>;
}

/** That a retry or correction sends the rest of a cancelled load, by which its debtors who are not in it are gone then. */
export interface MadeWhole {
  readonly load: { readonly uploadId: string; readonly fileName: string };
  readonly portfolioId: string;
  /** Who is gone by the load now, or would be. */
  readonly debtors: number;
  /** False: once the retry is confirmed. */
  readonly isMade: boolean;
}

/** Debtors of a staged upload whom another upload of the last days has accepted or left unconfirmed. */
export interface SentLately {
  readonly debtors: number;
  /** So many of the first debtors were looked up, so there may be more; null: all. */
  readonly lookedAt: number | null;
  readonly days: number;
  /** The youngest of these uploads. */
  readonly latest: { readonly uploadId: string; readonly fileName: string; readonly confirmedAt: string };
}
