import type { Issue } from "../validation/issue.ts";

/** Canonical values by the remote's JSON key, in the order they are sent. Only non-empty ones: an empty string could overwrite. */
export type FieldValues = ReadonlyMap<string, string>;

/** A row whose cells have been read: what it says of its debtor and of its obligations, and what is wrong with it. */
export interface CheckedRow {
  readonly row: number;
  readonly line: number;
  /** null when the cell is missing or unreadable; such a row can belong to no debtor and is left out. */
  readonly identification: string | null;
  /** The kind of document that the identification's cell names (CC, CE, NIT), which is not sent; "" for none. */
  readonly documentType: string;
  readonly debtor: FieldValues;
  /** One in the layout row_per_obligation; several where the row repeats groups of columns. */
  readonly obligations: readonly FieldValues[];
  /** Sum of the readable total_balance of this row, in cents. */
  readonly balanceCents: number;
  readonly issues: readonly Issue[];
}

/** One debtor with all its obligations: never split, it travels in one object of one call. */
export interface Debtor {
  readonly identification: string;
  /** The rows and lines whose obligations it has, ascending. A row that only repeats another one is not among them. */
  readonly rows: readonly number[];
  readonly lines: readonly number[];
  /** The JSON text of its item of `collections`, byte for byte as it will be sent. Same cells, same text. */
  readonly payload: string;
  readonly obligationCount: number;
  readonly balanceCents: number;
}

/** What a set of rows adds up to. `balance` is a decimal with two places ("1234567.80"), the sum of total_balance. */
export interface Totals {
  readonly rows: number;
  readonly debtors: number;
  readonly obligations: number;
  readonly balance: string;
}

/** file = leftOut + staged, in every figure and to the cent; of its rows those set aside come to it, which carry nothing else. */
export interface ControlTotals {
  readonly file: Totals;
  /** Rows that are titles, totals or notes. */
  readonly setAside: number;
  readonly leftOut: Totals;
  readonly staged: Totals;
}
