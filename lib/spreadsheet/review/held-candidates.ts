import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { holdBucket } from "#lib/domain/holds/hold.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import type { EditedRows } from "./edited-rows.ts";
import { rowIdentifier } from "./row-identifier.ts";

/**
 * The different identifications of all rows, or of those whose identification may have been edited, whose bucket is one
 * of the hold list's: only these are asked about.
 */
export function heldCandidates(
  rows: EditedRows,
  context: DerivationContext,
  buckets: readonly number[],
  among: "all" | "edited" = "all",
): string[] {
  if (buckets.length === 0) return [];
  const held = new Set(buckets);
  const read = compileRowReader(context);
  const identify = rowIdentifier(rows, context, (row) => read(row, rows.sourceRow(row)).identification);
  const found = new Set<string>();
  for (const row of among === "all" ? allRows(rows) : editedRows(rows, context)) {
    const identification = identify(row);
    if (
      identification !== null &&
      identification !== "" &&
      held.has(holdBucket(holdKey(identification, context.country)))
    )
      found.add(identification);
  }
  return [...found];
}

function* allRows({ table }: EditedRows): Generator<number> {
  for (let row = 0; row < table.rowCount; row++) yield row;
}

/** Where one column has all identifications, only its corrections count. */
function* editedRows(rows: EditedRows, context: DerivationContext): Generator<number> {
  const reader = compileIdentificationReader(context);
  const { otherHeaders = [] } = context.mapping;
  if (reader === null || otherHeaders.length > 0) yield* rows.editedRows();
  else for (const [row] of rows.editsOf(reader.column)) yield row;
}
