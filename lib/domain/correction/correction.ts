import type { EarlierDebtors } from "./earlier-debtors.ts";

/** What the user has said of debtors that a correction keeps back until then. */
export interface CorrectionChoices {
  /** Debtors with fewer obligations than before go. */
  readonly sendsFewer: boolean;
  /** Rejected debtors go of whom nothing new would be said. */
  readonly sendsUnchanged: boolean;
  /** Debtors go whose rows have other numbers than the report gave them. */
  readonly sendsRenumbered: boolean;
  /** Debtors go whom the CRM accepted with something else, or under another number. */
  readonly sendsAccepted: boolean;
}

/** As long as the user has said nothing. */
export const noChoices: CorrectionChoices = Object.freeze({
  sendsFewer: false,
  sendsUnchanged: false,
  sendsRenumbered: false,
  sendsAccepted: false,
});

/** A cell whose number is another one than the report gave its row, or whose date is; `was`, where that is known, is what it gave, or the day that is meant. */
export interface RenumberedCell {
  readonly column: number;
  readonly was?: string;
}

/** A row of a debtor that the report gave as `was`, and that is of another one now. */
export interface RenamedRow {
  readonly row: number;
  readonly was: string;
}

/** A report that came back: page and server leave the same debtors out by it. */
export interface Correction extends CorrectionChoices {
  readonly earlier: EarlierDebtors;
  /** When the earlier upload was sent, in milliseconds since 1970: the reasons name its day. */
  readonly at: number;
  /** The cells of a row that nobody has typed over in the page since the report came back with another number there. */
  readonly renumberedIn: (row: number) => readonly RenumberedCell[];
}

/** The same, where it is counted what the report is next to its upload. */
export interface CorrectedReport extends Correction {
  /** Whether somebody wrote the row into the report. */
  readonly isAdded: (row: number) => boolean;
}
