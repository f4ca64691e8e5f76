import type { IssueCode } from "./issue.ts";
import { issueSeverities } from "./issue.ts";

/** Why rows are left out: an issue in one column (from 0; null: in no column of the file). */
export interface LeftOutReason {
  readonly code: IssueCode;
  readonly column: number | null;
}

/** A reason as an address has it: "email_malformed.2", "row_repeated.". */
export function leftOutKey({ code, column }: LeftOutReason): string {
  return `${code}.${column ?? ""}`;
}

/** The reason of such a text; null for any other text. */
export function readLeftOutKey(text: string): LeftOutReason | null {
  const [, code = "", column = ""] = /^(\w{1,60})\.(\d{0,5})$/.exec(text) ?? [];
  return isIssueCode(code) ? { code, column: column === "" ? null : Number(column) } : null;
}

function isIssueCode(code: string): code is IssueCode {
  return Object.hasOwn(issueSeverities, code);
}
