import type { Issue } from "#lib/domain/validation/issue.ts";

/** A debtor as it would be staged. `lines` are the file's lines of its obligations, in their order. */
export interface StagedDebtor {
  readonly identification: string;
  readonly lines: readonly number[];
  /** Canonical values by field id. */
  readonly values: Readonly<Record<string, string>>;
  readonly obligations: readonly Readonly<Record<string, string>>[];
}

/** An issue with its line in the file and the field of its column. */
export interface SaidIssue extends Omit<Issue, "row" | "column"> {
  readonly line: number;
  readonly columnField: string | null;
}

export interface SaidNotice {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the page makes of a file and reports about it. */
export interface Observation {
  /** Why the file is refused; null if it is read. */
  readonly refusal: string | null;
  /** Problems of the mapping that keep the mapping step from being left: the file has no answer to them. */
  readonly blockedBy: readonly string[];
  /** Fields that the page asks to place, because their column has no sure proposal. */
  readonly toPlace: ReadonlySet<string>;
  /** Fields whose column can be read in two ways. */
  readonly toRead: ReadonlySet<string>;
  readonly debtors: readonly StagedDebtor[];
  readonly issues: readonly SaidIssue[];
  readonly leftOut: ReadonlySet<number>;
  /** Lines read as one debtor's: an error on one of them leaves out the others. */
  readonly linesOfDebtors: readonly ReadonlySet<number>[];
  /** Lines listed as set aside: read, but no debtor's. */
  readonly setAside: ReadonlySet<number>;
  readonly notices: readonly SaidNotice[];
}

export const nothingRead: Omit<Observation, "refusal"> = {
  blockedBy: [],
  toPlace: new Set(),
  toRead: new Set(),
  debtors: [],
  issues: [],
  leftOut: new Set(),
  linesOfDebtors: [],
  setAside: new Set(),
  notices: [],
};
