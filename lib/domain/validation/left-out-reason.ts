import type { IssueCode } from "./issue.ts";
import { issueSeverities } from "./issue.ts";

/** Why rows are left out: an issue in one column (from 0; null: in no column of the file). */
export interface LeftOutReason {
  readonly code: IssueCode;
  readonly column: number | null;
}

/** Left-out rows that count under one reason: each row of an upload stands in one group. */
export interface LeftOutGroup {
  /** A code of issues, perhaps one that no longer exists; `other` for a row without any. */
  readonly code: string;
  readonly column: number | null;
  readonly field: string | null;
  /** The column's header in the file. */
  readonly header: string | null;
  readonly rows: number;
  /** Left out whole: a debtor of whom only repetitions are left out is sent. */
  readonly debtors: number;
  /** Rows that can still be corrected: not accepted later, not held, in no later upload, not erased, and no repetitions of debtors that were sent. */
  readonly open: number;
  /** Rows of debtors that are held now, which nothing in the file cures. */
  readonly held: number;
  /** Rows of debtors that another upload carries since. */
  readonly later: number;
  /** Rows whose cells are erased, of debtors that did not get in. */
  readonly erased: number;
}

/** A reason as an address has it: "email_malformed.2", "row_repeated.". */
export function leftOutKey({ code, column }: Pick<LeftOutGroup, "code" | "column">): string {
  return `${code}.${column ?? ""}`;
}

/** The reason of such a text; null for any other text. */
export function readLeftOutKey(text: string): LeftOutReason | null {
  const [, code = "", column = ""] = /^(\w{1,60})\.(\d{0,5})$/.exec(text) ?? [];
  return isIssueCode(code) ? { code, column: column === "" ? null : Number(column) } : null;
}

/** Whether a stored code is one that still exists. */
export function isIssueCode(code: string): code is IssueCode {
  return Object.hasOwn(issueSeverities, code);
}
