import type { UploadView } from "../views/upload-view.ts";
import { stillMissing } from "./still-missing.ts";

/** How much of its file is in the CRM, brought by an upload or by what sent the rest of it later: all of it, some of it, or no debtor. */
export type Completeness = "whole" | "part" | "none";

/**
 * The figures it follows from, those accepted later among the accepted and none of those left out. Rows and obligations count, too: a row
 * whose debtor cannot be told is nobody's. Of a correction none of what its report carried and it left out again: the upload that was
 * corrected says so, and this one brought in all that it was to send.
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

/** The same of an upload as pages show it. */
export function completenessOfView(view: Pick<UploadView, "totals" | "groups" | "later" | "carried">): Completeness {
  const { counts, leftOut, carried } = stillMissing(view);
  return completenessOf({
    fileDebtors: view.totals.file.debtors - (carried?.debtors ?? 0),
    acceptedDebtors: counts.accepted,
    leftOutRows: leftOut.rows,
    leftOutObligations: leftOut.obligations,
  });
}
