import type { CellKind } from "../table/table.ts";
import type { IssueCode } from "../validation/issue.ts";

export type IssueParams = Readonly<Record<string, string | number>>;

/** Tells what is wrong with the cell at hand. Called only when something is, so a clean cell allocates nothing. */
export type Report = (code: IssueCode, params: IssueParams, proposal?: string) => void;

/**
 * Reads a cell that is not empty into its canonical text, the one that is sent. Answers "" when it holds nothing to send:
 * because it says nothing (a lone dash), or because of an error, which it has then reported.
 * Beside an error that a person may accept stands the value that is sent then.
 * Cleaning again what a cleaner answered, as text under the canonical reading (".", year first), gives the same.
 */
export type Cleaner = (text: string, kind: CellKind, report: Report) => string;
