import { obligationIdField } from "../fields/catalogue.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { Issue, Severity } from "../validation/issue.ts";
import { severitiesUnder } from "../validation/leave-out.ts";

const code = "obligation_of_two_debtors";

/** A warning, because shared debts exist; an error if the user leaves such debtors out. */
export function sharedObligationSeverity(mapping: Pick<Mapping, "leftOut">): Severity {
  return severitiesUnder(mapping)(code, obligationIdField);
}

/**
 * An issue on a row: one of its obligations also belongs to another debtor. It is on all rows of the
 * obligation: nobody can tell whose it is, and leaving out only the later ones would decide that by the order
 * of the file (decision 13).
 * `other`: the identification in the first row that is not this debtor's.
 */
export function sharedObligationIssue(
  at: { readonly row: number; readonly column: number | null; readonly severity: Severity },
  obligation: string,
  other: string,
): Issue {
  return { ...at, field: obligationIdField, code, params: { obligation, other } };
}

/**
 * A warning on a debtor's row: one of its obligations also appears, perhaps with other values, in
 * a row without a debtor.
 */
export function unownedObligationIssue(
  at: { readonly row: number; readonly column: number | null },
  obligation: string,
  line: number,
): Issue {
  return {
    ...at,
    field: obligationIdField,
    code: "obligation_without_debtor",
    severity: "warning",
    params: { obligation, line },
  };
}
