import type { BulkClient } from "#lib/database/pool.ts";
import { readChunkRows } from "#lib/database/staging/staged-chunks.ts";
import { compileObligationReaders } from "#lib/domain/debtors/compile-obligation-readers.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { sharedObligationIssue, sharedObligationSeverity } from "#lib/domain/debtors/shared-obligation-issue.ts";
import { kindOf } from "#lib/domain/debtors/step-reader.ts";
import { identificationField, obligationIdField } from "#lib/domain/fields/catalogue.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { gunzipLines } from "./packed-lines.ts";

export type RowReader = (row: number, source: SourceRow) => CheckedRow;

/** An obligation and the first two debtors that have it. */
type SharedObligations = ReadonlyMap<string, readonly [string, string]>;

/**
 * Reads an upload's rows as the page did. If debtors that share an obligation are to be left out, goes
 * through all rows once before: no debtor shows that alone. Otherwise sharing is only a warning, which
 * staging does not need (decision 13).
 */
export async function stagedRowReader(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  context: DerivationContext,
): Promise<RowReader> {
  const read = compileRowReader(context);
  const severity = sharedObligationSeverity(context.mapping);
  const readers = compileObligationReaders(context, obligationIdField);
  if (severity !== "error" || readers.length === 0) return read;
  const shared = await findShared(client, tenantId, uploadId, context);
  if (shared.size === 0) return read;
  return (row, source) => {
    const checked = read(row, source);
    const { identification, obligations } = checked;
    // A row without obligations is under another header, where nobody knows what its cells mean.
    if (identification === null || obligations.length === 0) return checked;
    const found = readers.flatMap(({ column, read: readId }) => {
      const id = readId(source.cells[column] ?? "", kindOf(source.kinds, column));
      const debtors = id === null ? undefined : shared.get(id);
      if (id === null || debtors === undefined) return [];
      const [first, second] = debtors;
      return sharedObligationIssue({ row, column, severity }, id, first === identification ? second : first);
    });
    return found.length === 0 ? checked : { ...checked, issues: [...checked.issues, ...found] };
  };
}

/** Holds a text for each obligation of the file while it looks, about 100 bytes each; returns only the shared ones. */
async function findShared(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  context: DerivationContext,
): Promise<SharedObligations> {
  const numbers = new Set([identificationField, obligationIdField]);
  const read = compileRowReader({ ...context, fields: context.fields.filter(({ id }) => numbers.has(id)) });
  const firstDebtor = new Map<string, string>();
  const shared = new Map<string, readonly [string, string]>();
  for await (const chunks of readChunkRows(client, tenantId, uploadId)) {
    for (const { source } of chunks) {
      const lines = gunzipLines(source);
      for (let index = 0; index < lines.count; index++) {
        const row = parseSourceLine(lines.at(index).toString("utf8"));
        const checked = row === null ? null : read(index, row);
        if (checked === null || checked.identification === null) continue;
        for (const values of checked.obligations) note(values.get("id"), checked.identification, firstDebtor, shared);
      }
    }
  }
  return shared;
}

function note(
  obligation: string | undefined,
  debtor: string,
  firstDebtor: Map<string, string>,
  shared: Map<string, readonly [string, string]>,
): void {
  if (obligation === undefined) return;
  const first = firstDebtor.get(obligation);
  if (first === undefined) firstDebtor.set(obligation, debtor);
  else if (first !== debtor && !shared.has(obligation)) shared.set(obligation, [first, debtor]);
}
