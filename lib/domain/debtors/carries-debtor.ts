import type { SetAsideRow } from "../table/set-aside.ts";
import type { SourceRow } from "../table/table.ts";
import type { CheckedRow } from "./debtor.ts";

/**
 * Whether a row that was set aside must be data: alone it says whose it is and what is owed, with nothing wrong in it. Hidden rows are set
 * aside because the user said so, whatever they carry.
 */
export function carriesDebtor(row: SetAsideRow, read: (row: number, source: SourceRow) => CheckedRow): boolean {
  if (row.reason === "hidden") return false;
  const { identification, obligations, issues } = read(0, row);
  return identification !== null && obligations.length > 0 && issues.every(({ severity }) => severity !== "error");
}
