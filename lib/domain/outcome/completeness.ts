/**
 * How much of an upload's file is in the CRM, through the upload itself or through what sent the rest of it
 * later: all, some, or no debtor.
 */
export type Completeness = "whole" | "part" | "none";

/**
 * The figures that completeness follows from. Debtors accepted later count as accepted, not as left out, and so do
 * unchanged ones: the CRM has them. Rows
 * and obligations count too, because a row without a readable identification has no debtor.
 * For a correction, without what its report carried and it left out again: the corrected upload counts that,
 * and the correction brought in all that it was to send.
 */
export interface BroughtIn {
  readonly fileDebtors: number;
  readonly acceptedDebtors: number;
  readonly leftOutRows: number;
  readonly leftOutObligations: number;
}

export function completenessOf(figures: BroughtIn): Completeness {
  const { fileDebtors, acceptedDebtors, leftOutRows, leftOutObligations } = figures;
  if (acceptedDebtors === fileDebtors && leftOutRows === 0 && leftOutObligations === 0) return "whole";
  return acceptedDebtors === 0 ? "none" : "part";
}
