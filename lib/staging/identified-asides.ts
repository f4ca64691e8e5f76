import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";

/** The identifications in rows that are set aside: whoever stands there is in the file, though nothing is sent. */
export function identifiedAsides(rows: Iterable<SourceRow>, context: DerivationContext): Set<string> {
  const read = compileRowReader(context);
  const found = new Set<string>();
  for (const row of rows) {
    const { identification } = read(0, row);
    if (identification !== null) found.add(identification);
  }
  return found;
}
