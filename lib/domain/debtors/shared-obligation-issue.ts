import { obligationIdField } from "../fields/catalogue.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { Issue, Severity } from "../validation/issue.ts";
import { severitiesUnder } from "../validation/leave-out.ts";

const code = "obligation_of_two_debtors";

/** A warning, for shared debts exist; an error where the user leaves such debtors out. */
export function sharedObligationSeverity(mapping: Pick<Mapping, "leftOut">): Severity {
  return severitiesUnder(mapping)(code, obligationIdField);
}

/**
 * Says on a row that one of its obligations stands under another debtor too. On all rows of the obligation, whoever came first:
 * whose it is cannot be told, and to leave out the later ones only would be to decide it by the order of the file.
 * `other`: the identification in the first of the rows that are not this debtor's.
 */
export function sharedObligationIssue(
  at: { readonly row: number; readonly column: number | null; readonly severity: Severity },
  obligation: string,
  other: string,
): Issue {
  return { ...at, field: obligationIdField, code, params: { obligation, other } };
}

/** Says on a debtor's row that one of its obligations stands in a row too that is nobody's, and which may tell of it otherwise. */
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
