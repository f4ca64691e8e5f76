import type { Issue } from "#lib/domain/validation/issue.ts";

/** A debtor as it would be staged. `lines` are those of its obligations, in their order. */
export interface StagedDebtor {
  readonly identification: string;
  readonly lines: readonly number[];
  /** Canonical values by field id. */
  readonly values: Readonly<Record<string, string>>;
  readonly obligations: readonly Readonly<Record<string, string>>[];
}

/** An issue, with the file's line and the field of the column it stands on. */
export interface SaidIssue extends Omit<Issue, "row" | "column"> {
  readonly line: number;
  readonly columnField: string | null;
}

export interface SaidNotice {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the page makes of a file and tells of it. */
export interface Observation {
  /** The file is not taken, and this is why. */
  readonly refusal: string | null;
  /** The mapping step cannot be left: what is asked has no answer in the file. */
  readonly blockedBy: readonly string[];
  /** Fields that the page asks about: their column has no sure proposal. */
  readonly toPlace: ReadonlySet<string>;
  /** Fields whose column can be read in two ways. */
  readonly toRead: ReadonlySet<string>;
  readonly debtors: readonly StagedDebtor[];
  readonly issues: readonly SaidIssue[];
  readonly leftOut: ReadonlySet<number>;
  /** Lines that were read as one debtor's: an error on one of them leaves the others out. */
  readonly linesOfDebtors: readonly ReadonlySet<number>[];
  /** Lines that are listed as set aside: read, and no debtor's. */
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
