import type { FieldId } from "#lib/domain/fields/field.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";

/** Which debtors are shown. `problems`: with an error or a warning, sent or not. */
export type DebtorShow = "all" | "sent" | "problems" | "left_out";

export interface DebtorFilter {
  readonly show: DebtorShow;
  /** Words that a debtor's identification or name must have; "" for every debtor. */
  readonly search: string;
}

/** `held_back`: left out by a correction alone, because of what became of the debtor before. */
export type DebtorState = "sent" | "warned" | "left_out" | "held_back";

/** A debtor in the list. */
export interface ListedDebtor {
  /** The first of its rows in the file, which names the debtor to the workbench. */
  readonly row: number;
  readonly identification: string;
  /** As it is sent; "" if there is none. */
  readonly name: string;
  readonly state: DebtorState;
  readonly rows: number;
  /** These two are what is sent of the debtor; if it is left out, all it has. */
  readonly obligations: number;
  /** A decimal with two places. */
  readonly balance: string;
  readonly problems: number;
  /** Its worst problem, by which it is left out if it is. */
  readonly first: Issue | null;
}

export interface DebtorWindow {
  /** Number of all debtors that the filter shows. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly ListedDebtor[];
  /** How many debtors each choice shows without a search. */
  readonly counts: Readonly<Record<DebtorShow, number>>;
}

export interface ListedObligation {
  readonly row: number;
  readonly line: number;
  /** Canonical values in the order of `fields`; "" for none. */
  readonly values: readonly string[];
  /** False if the debtor is left out, or has the obligation elsewhere. */
  readonly isSent: boolean;
}

/** A debtor with its obligations and problems; of a large one only the first of each. */
export interface DebtorDetail {
  readonly debtor: ListedDebtor;
  /** The fields of obligations that are loaded. */
  readonly fields: readonly FieldId[];
  readonly obligations: readonly ListedObligation[];
  /** All obligations in its rows, those not sent included. */
  readonly ofObligations: number;
  /** Errors first, then in the order of the file. */
  readonly problems: readonly { readonly line: number; readonly issue: Issue }[];
}

export interface DebtorQuestions {
  /** Up to `count` of the debtors that a filter shows, in the order of their first rows. */
  debtorWindow(input: { from: number; count: number; filter: DebtorFilter }): DebtorWindow;
  /** The place of a row's debtor among those that a filter shows; null if it is not among them. */
  debtorPlace(input: { row: number; filter: DebtorFilter }): number | null;
  /** The debtor of a row; null if the row belongs to none. */
  debtorDetail(input: { row: number }): DebtorDetail | null;
  /** The JSON text that is sent of a row's debtor, byte for byte; null if it is not sent. */
  debtorPayload(input: { row: number }): string | null;
}
