/** What a search over all of a user's tenants found, of each kind the best or latest few. */
export interface FoundView {
  readonly portfolios: readonly FoundPortfolio[];
  readonly uploads: readonly FoundUpload[];
  readonly debtors: readonly FoundDebtor[];
}

export interface FoundPortfolio {
  readonly id: string;
  readonly name: string;
  readonly creditor: string | null;
  readonly tenant: string;
}

export interface FoundUpload {
  readonly id: string;
  readonly tenantId: string;
  readonly fileName: string;
  readonly createdAt: string;
  readonly tenant: string;
}

/** A debtor with the latest of their uploads. */
export interface FoundDebtor {
  readonly identification: string;
  /** The search that leads to it, as its page's address has it: sealed. */
  readonly q: string;
  readonly isMasked?: true;
  readonly tenantId: string;
  readonly tenant: string;
  readonly fileName: string;
  readonly createdAt: string;
}
