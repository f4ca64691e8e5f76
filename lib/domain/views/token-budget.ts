/** What a token says of itself today, as tokenInformation answers. */
export interface TokenBudget {
  readonly limit: number;
  readonly usedToday: number;
  readonly available: number;
  readonly hoursToRestart: number;
  /** ISO 8601: when it was asked. */
  readonly askedAt: string;
}

/** The answer of a connection test. `reason` is a code for the catalogues (`reasons.*`), `remoteText` the remote's own words. */
export type ConnectionTest =
  | { readonly isConnected: true; readonly budget: TokenBudget }
  | {
      readonly isConnected: false;
      readonly reason: string;
      readonly httpStatus: number | null;
      readonly remoteText: string;
    };
