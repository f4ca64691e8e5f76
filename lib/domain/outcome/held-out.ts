import type { BroughtIn } from "./completeness.ts";

/**
 * What of an upload's file is not in the CRM because its debtors are held today (decision 70): left out as held, or not
 * sent as held by its run, and not accepted later. Nobody can bring it in before their holds end.
 */
export interface HeldOut {
  readonly debtors: number;
  /** Those of them that were left out have these rows and obligations. */
  readonly rows: number;
  readonly obligations: number;
  /** Those of them that were staged. */
  readonly notSent: number;
}

export const nobodyHeld: HeldOut = { debtors: 0, rows: 0, obligations: 0, notSent: 0 };

/** The figures of the file without the held debtors: the upload is as complete as it can be if nothing else is missing. */
export function withoutHeld({ acceptedDebtors, ...figures }: BroughtIn, held: HeldOut): BroughtIn {
  return {
    fileDebtors: figures.fileDebtors - held.debtors,
    acceptedDebtors,
    leftOutRows: figures.leftOutRows - held.rows,
    leftOutObligations: figures.leftOutObligations - held.obligations,
  };
}
