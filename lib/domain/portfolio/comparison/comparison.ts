/** How a staged debtor differs from the snapshot. `volatile`: only in the portfolio's volatile fields. */
export const changes = ["new", "changed", "volatile", "same", "returned"] as const;
export type Change = (typeof changes)[number];

/** `gone`: in the snapshot, and nowhere in the file. */
export const comparedGroups = [...changes, "gone"] as const;
export type ComparedGroup = (typeof comparedGroups)[number];

/** Balances are decimals with two places: what the snapshot has, and what the file has. */
export interface ComparedTotals {
  readonly debtors: number;
  readonly obligations: number;
  readonly balanceBefore: string;
  readonly balance: string;
}

/** One field over all debtors that changed: how many values differ, and for amounts and days their sums. */
export interface FieldChange {
  readonly fieldId: string;
  readonly values: number;
  /** Decimals; null for a field that cannot be added up. */
  readonly sumBefore: string | null;
  readonly sum: string | null;
}

/** Two fields, and the obligations in which each has what the other one had. */
export interface ExchangedFields {
  readonly fieldIds: readonly [string, string];
  readonly obligations: number;
}

/** Debtors of the snapshot, with their money as it has it. */
export type SnapshotTotals = Omit<ComparedTotals, "balance">;

/** Who is live or uncertain in the snapshot, and in no group. */
export interface OutsideGroups {
  /** In the file, in rows that are left out or set aside: not gone, and not in what is sent either. */
  readonly leftOut: SnapshotTotals;
  /** Not in the file, which does not make them gone: they stand in other parts of its set, or it tells of nobody who is. */
  readonly untold: SnapshotTotals;
}

/**
 * Those among the changed who are as last accepted, but nobody knows whether the CRM still has that. Of the
 * `unremembered` ones nothing was ever accepted; their obligations count as new.
 */
export interface DoubtedDebtors {
  readonly debtors: number;
  readonly unremembered: number;
  readonly obligations: number;
}

/** The other parts of a set: uploads in the order staged, and how many of their rows have no readable identification. */
export interface OtherParts {
  readonly uploadIds: readonly string[];
  readonly unidentifiedRows: number;
}

/** An upload against the snapshot of its portfolio, in figures. */
export interface ComparisonFigures {
  /** Debtors by what became of them, with all their obligations and money. */
  readonly debtors: Readonly<Record<ComparedGroup, ComparedTotals>>;
  /** Obligations by what became of them, whatever their debtors are. `debtors` is 0 here. */
  readonly obligations: Readonly<Record<ComparedGroup, ComparedTotals>>;
  /** Absent in comparisons that are older than it. */
  readonly outside?: OutsideGroups;
  /**
   * Obligations of the file's debtors that it does not name and that are not gone by it: it is additions, or another part
   * of its set has them. Absent for none, and in comparisons that are older than it.
   */
  readonly kept?: Omit<SnapshotTotals, "balanceBefore">;
  /** Absent in comparisons that are older than it. */
  readonly doubted?: DoubtedDebtors;
  /** Fields that changed, those with most values first. */
  readonly fields: readonly FieldChange[];
  /** Amounts that are exchanged in some obligations, most first. Absent in comparisons that are older than it. */
  readonly exchanged?: readonly ExchangedFields[];
  /**
   * Of those who are gone, whom an upload in line is about to bring: they are in no snapshot yet. Absent for none, and in
   * comparisons that are older than it.
   */
  readonly awaited?: number;
  /** Which snapshot it was compared with; absent in comparisons that are older than it. */
  readonly snapshotVersion?: string;
  /** What completed the set of a part that tells who is gone. Absent in comparisons that are older than it. */
  readonly set?: OtherParts;
  /** Rows without a readable identification, of the set's other parts too: any may be of somebody who seems to be gone. */
  readonly unidentifiedRows: number;
  /** Debtors of the file that live in another portfolio of the tenant too. */
  readonly elsewhere: number;
}

/** One value of a debtor that differs; `obligation` is its number, null for the debtor itself. */
export interface DebtorChange {
  readonly fieldId: string;
  readonly obligation: string | null;
  /** Null: not there. */
  readonly before: string | null;
  readonly after: string | null;
}
