import type { Digest } from "../correction/text-digest.ts";
import type { FieldId } from "../fields/field.ts";
import type { Issue } from "../validation/issue.ts";

/**
 * Canonical values by the CRM's JSON key, in the order they are sent. None is empty: an empty
 * string could overwrite.
 */
export type FieldValues = ReadonlyMap<string, string>;

/** A row whose cells have been read: values of its debtor and obligations, and its issues. */
export interface CheckedRow {
  readonly row: number;
  readonly line: number;
  /** null if the cell is missing or unreadable: the row belongs to no debtor and is left out. */
  readonly identification: string | null;
  /** Kind of document named in the identification's cell (CC, CE, NIT); not sent. "" if none. */
  readonly documentType: string;
  readonly debtor: FieldValues;
  /** One in the layout row_per_obligation; several if the row repeats groups of columns. */
  readonly obligations: readonly FieldValues[];
  /** Sum of the row's readable total_balance values, in cents. */
  readonly balanceCents: number;
  readonly issues: readonly Issue[];
}

/** One debtor with all its obligations. Never split: it is one object in one call. */
export interface Debtor {
  readonly identification: string;
  /** Rows and lines of the obligations it has, ascending, without rows that only repeat another one. */
  readonly rows: readonly number[];
  readonly lines: readonly number[];
  /** JSON text of its item of `collections`, sent byte for byte. The same cells give the same text. */
  readonly payload: string;
  readonly obligationCount: number;
  readonly balanceCents: number;
  /** Only on the server: what its payload has of an earlier load because the file has none. */
  readonly kept?: KeptValues;
  /** Only on the server: fields with the placeholder of an empty cell, though one may be among `kept`. */
  readonly filled?: readonly FieldId[];
}

export interface KeptValues {
  readonly fields: readonly FieldId[];
  /** payloadDigest of the payload as the file alone gives it: what a corrected report is compared with. */
  readonly fileDigest: Digest | null;
}

/** Totals of a set of rows. `balance` is the sum of total_balance, a decimal with two places ("1234567.80"). */
export interface Totals {
  readonly rows: number;
  readonly debtors: number;
  readonly obligations: number;
  readonly balance: string;
}

/**
 * file = leftOut + staged in debtors, obligations and balance (to the cent); in rows, file =
 * setAside + leftOut + staged.
 */
export interface ControlTotals {
  readonly file: Totals;
  /** Rows that are titles, totals or notes. */
  readonly setAside: number;
  readonly leftOut: Totals;
  readonly staged: Totals;
}
