import { obligationIdField } from "../fields/catalogue.ts";
import type { CheckedRow } from "../portfolio/debtor.ts";
import { type Issue, issueSeverities } from "./issue.ts";

/**
 * Finds obligations that stand under two clients: rows are given in the file's order, and the later row is told.
 * Shared debts exist, so it is a warning. Remembers one entry per obligation of the file.
 */
export class ObligationOwners {
  private readonly owners = new Map<string, string>();
  private readonly column: number | null;

  /** `column` is the one mapped to the obligation's number. */
  constructor(column: number | null) {
    this.column = column;
  }

  add(row: CheckedRow): readonly Issue[] {
    const { identification } = row;
    if (identification === null) return [];
    const issues: Issue[] = [];
    for (const obligation of row.obligations) {
      const id = obligation.get("id");
      if (id === undefined) continue;
      const owner = this.owners.get(id);
      if (owner === undefined) this.owners.set(id, identification);
      else if (owner !== identification) {
        const code = "obligation_of_two_clients";
        issues.push({
          row: row.row,
          column: this.column,
          field: obligationIdField,
          code,
          severity: issueSeverities[code],
          params: { obligation: id, other: owner },
        });
      }
    }
    return issues;
  }
}
