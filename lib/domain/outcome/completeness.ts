import type { UploadView } from "./upload-view.ts";

/** How much of its file an upload has brought into the CRM: all of it, some of it, or no debtor at all. */
export type Completeness = "whole" | "part" | "none";

/** The figures it follows from. Rows and obligations count, too: a row whose debtor cannot be told is nobody's. */
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

/** The same of an upload as pages show it. */
export function completenessOfView({ totals, groups }: Pick<UploadView, "totals" | "groups">): Completeness {
  return completenessOf({
    fileDebtors: totals.file.debtors,
    acceptedDebtors: groups.accepted.debtors,
    leftOutRows: totals.leftOut.rows,
    leftOutObligations: totals.leftOut.obligations,
  });
}
