/** Debtors rejected for one reason and with one text of the remote's, as far as it does not speak of one debtor alone. */
export interface RejectionGroup {
  readonly key: string;
  /** A code for the catalogues (`reasons.*`). */
  readonly reason: string | null;
  /** What the remote said of the first of them; null where it said nothing, or it is erased. */
  readonly example: string | null;
  /** The text names a debtor, a long number or a place in the batch: it differs from one to the next. */
  readonly isVaried: boolean;
  readonly debtors: number;
  readonly balance: string;
}

export interface RejectionGroups {
  /** Biggest first. */
  readonly groups: readonly RejectionGroup[];
  /** How many there are, shown or not. */
  readonly groupCount: number;
}
