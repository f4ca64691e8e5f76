import type { CellKind } from "../table/table.ts";
import type { IssueCode } from "../validation/issue.ts";

export type IssueParams = Readonly<Record<string, string | number>>;

/** Reports an issue of the current cell. Called only for an issue, so a clean cell allocates nothing. */
export type Report = (code: IssueCode, params: IssueParams, proposal?: string) => void;

/**
 * Reads a cell that is not empty into its canonical text, which is what is sent. Returns "" for a cell
 * without a value (a lone dash) and for an error, which it reports. With an error that a person may accept,
 * it returns the value that is then sent. Cleaning the result again, as text under the canonical reading
 * (".", year first), gives the same.
 */
export type Cleaner = (text: string, kind: CellKind, report: Report) => string;
