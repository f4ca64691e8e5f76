import type { IssueCode } from "../validation/issue.ts";
import type { EarlierDebtors } from "./earlier-debtors.ts";

/** The user's choices about debtors that a correction holds back until then (decision 23). */
export interface CorrectionChoices {
  /** Send debtors with fewer obligations than before. */
  readonly sendsFewer: boolean;
  /** Send rejected debtors whose payload has not changed. */
  readonly sendsUnchanged: boolean;
  /** Send debtors whose rows have other numbers than in the report. */
  readonly sendsRenumbered: boolean;
  /** Send debtors that the CRM accepted with other data or under another number. */
  readonly sendsAccepted: boolean;
}

/** The issues of the debtors that each choice sends. */
export const choiceCodes = {
  sendsUnchanged: ["correction_unchanged"],
  sendsFewer: ["correction_fewer"],
  sendsAccepted: ["correction_accepted_differs", "correction_renamed", "correction_line_sent"],
  sendsRenumbered: ["correction_renumbered", "correction_zeros"],
} as const satisfies Readonly<Record<keyof CorrectionChoices, readonly IssueCode[]>>;

/** The issues of debtors that nothing in the correction sends: they are in, or another upload has them. */
export const finalHolds = [
  "correction_accepted",
  "correction_unconfirmed",
  "correction_in_retry",
  "correction_superseded",
] as const satisfies readonly IssueCode[];

/** The choices before the user has made any. */
export const noChoices: CorrectionChoices = Object.freeze({
  sendsFewer: false,
  sendsUnchanged: false,
  sendsRenumbered: false,
  sendsAccepted: false,
});

/**
 * A cell with another number or date than the report gave its row. `was` is the value to propose: the number
 * it had, or the day that is meant; absent if not known.
 */
export interface RenumberedCell {
  readonly column: number;
  readonly was?: string;
}

/** A renumbered cell of a row, as it travels with the upload. */
export interface RenumberedRow extends RenumberedCell {
  readonly row: number;
}

/** A row whose debtor was `was` in the report and is another one now. */
export interface RenamedRow {
  readonly row: number;
  readonly was: string;
}

/** A row that an upload left out, with the line it had there. */
export interface LineOfRow {
  readonly row: number;
  readonly line: number;
}

/** A report that came back. Page and server leave out the same debtors by it. */
export interface Correction extends CorrectionChoices {
  readonly earlier: EarlierDebtors;
  /** When the earlier upload was sent (or made, if it never was), in milliseconds since 1970; issues name its day. */
  readonly at: number;
  /** Renumbered cells of a row, without those typed over in the page since the report came back. */
  readonly renumberedIn: (row: number) => readonly RenumberedCell[];
  /** The line that a row had in the upload, if that left the row out. */
  readonly lineOf: (row: number) => number | null;
}

/** A correction with what is needed to compare the report with its upload in figures. */
export interface CorrectedReport extends Correction {
  /** Whether somebody added the row to the report by hand. */
  readonly isAdded: (row: number) => boolean;
}
