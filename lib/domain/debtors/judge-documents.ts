import { identificationField } from "../fields/catalogue.ts";
import type { Issue } from "../validation/issue.ts";
import type { CheckedRow } from "./debtor.ts";
import type { DebtorPlan } from "./debtor-plan.ts";

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * Issues on every row whose kind of document differs from the first one named among the debtor's rows. CE
 * 123456 and CC 123456 may be two people, and the CRM, which knows only the number, would merge them.
 */
export function judgeDocuments(plan: DebtorPlan, rows: readonly CheckedRow[]): readonly Issue[] {
  if (rows.length === 1) return noIssues;
  const named = rows.find(({ documentType }) => documentType !== "");
  if (named === undefined) return noIssues;
  const { documentType: type } = named;
  const others = rows.filter(({ documentType }) => documentType !== "" && documentType !== type);
  return others.map(({ row, line, documentType: other }) => {
    const code = plan.codeUnder("document_types_differ", line);
    const severity = plan.severityOf(code, identificationField);
    const params = { type, other, line: named.line };
    return { row, column: plan.identificationColumn, field: identificationField, code, severity, params };
  });
}
