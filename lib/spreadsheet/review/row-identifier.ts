import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Reads the identification of a row from its one cell, or with `readRow` where that is not known. */
export function rowIdentifier(
  rows: EditedRows,
  context: DerivationContext,
  readRow: (row: number) => string | null,
): (row: number) => string | null {
  const reader = compileIdentificationReader(context);
  if (reader === null) return readRow;
  const { column } = reader;
  const { otherHeaders = [] } = context.mapping;
  const { table } = rows;
  const isElsewhere = (row: number): boolean =>
    otherHeaders.length > 0 && otherHeaderOver(otherHeaders, table.line(row)) > 0;
  return (row) => (isElsewhere(row) ? readRow(row) : reader.read(rows.text(row, column), rows.kind(row, column)));
}
