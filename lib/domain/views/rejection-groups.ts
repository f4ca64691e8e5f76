/**
 * Debtors rejected for the same reason with the same text from the CRM, apart from parts that name one debtor
 * (decision 28).
 */
export interface RejectionGroup {
  readonly key: string;
  /** A code for the catalogues (`reasons.*`). */
  readonly reason: string | null;
  /** The CRM's text for the first of them; null if there was none or it is erased. */
  readonly example: string | null;
  /** The text names a debtor, a long number or a place in the batch, so it differs between debtors. */
  readonly isVaried: boolean;
  readonly debtors: number;
  readonly balance: string;
  /** Of `debtors`: those whom a correction can still send; of many also who is held or in a later upload. */
  readonly open: number;
}

export interface RejectionGroups {
  /** Biggest first. */
  readonly groups: readonly RejectionGroup[];
  /** Number of all groups, shown or not. */
  readonly groupCount: number;
}
