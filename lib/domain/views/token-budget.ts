/** A token's calls of today, as the CRM's `tokenInformation` returns them. */
export interface TokenBudget {
  readonly limit: number;
  readonly usedToday: number;
  readonly available: number;
  readonly hoursToRestart: number;
  /** When the CRM was asked, ISO 8601. */
  readonly askedAt: string;
}

/**
 * The result of a connection test. `reason` is a code for the catalogues (`reasons.*`); `remoteText` is the
 * CRM's own text.
 */
export type ConnectionTest =
  | { readonly isConnected: true; readonly budget: TokenBudget }
  | {
      readonly isConnected: false;
      readonly reason: string;
      readonly httpStatus: number | null;
      readonly remoteText: string;
    };
