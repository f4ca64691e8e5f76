import type { SetAsideRow } from "../table/set-aside.ts";
import type { SourceRow } from "../table/table.ts";
import type { CheckedRow } from "./debtor.ts";

/**
 * Whether a row that was set aside must be data: read alone it has an identification, an obligation and no
 * error. Hidden rows never count, because the user chose to set them aside.
 */
export function carriesDebtor(row: SetAsideRow, read: (row: number, source: SourceRow) => CheckedRow): boolean {
  if (row.reason === "hidden") return false;
  const { identification, obligations, issues } = read(0, row);
  return identification !== null && obligations.length > 0 && issues.every(({ severity }) => severity !== "error");
}
