import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { holdBucket, holdKey } from "#lib/domain/holds/hold.ts";
import type { EditedRows } from "./edited-rows.ts";
import { rowIdentifier } from "./row-identifier.ts";

/** The different identifications of the rows whose bucket is one of the hold list's: only these are asked about. */
export function heldCandidates(rows: EditedRows, context: DerivationContext, buckets: readonly number[]): string[] {
  if (buckets.length === 0) return [];
  const held = new Set(buckets);
  const read = compileRowReader(context);
  const identify = rowIdentifier(rows, context, (row) => read(row, rows.sourceRow(row)).identification);
  const found = new Set<string>();
  for (let row = 0; row < rows.table.rowCount; row++) {
    const identification = identify(row);
    if (identification !== null && identification !== "" && held.has(holdBucket(holdKey(identification))))
      found.add(identification);
  }
  return [...found];
}
