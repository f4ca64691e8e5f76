import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";

/** Adds the report's original text as the proposal to issues on cells whose number has changed or cannot be read. */
export function offerOriginals(checked: CheckedRow, cells: readonly RenumberedCell[]): CheckedRow {
  if (cells.length === 0 || checked.issues.length === 0) return checked;
  const issues = checked.issues.map((issue) => {
    const was = issue.proposal ?? cells.find(({ column }) => column === issue.column)?.was;
    return was === undefined ? issue : { ...issue, proposal: was };
  });
  return { ...checked, issues };
}
