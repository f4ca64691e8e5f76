import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import { compileObligationReaders } from "#lib/domain/debtors/compile-obligation-readers.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { obligationIdField } from "#lib/domain/fields/catalogue.ts";
import { DebtorIndex } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import { LookAlikeDebtors } from "./look-alike-debtors.ts";
import { rowIdentifier } from "./row-identifier.ts";
import { type SharedObligations, sharedObligations } from "./shared-obligations.ts";

/** Which rows belong together: by debtor, by obligation, and debtors that look alike. */
export interface RowIndex {
  readonly debtors: DebtorIndex;
  readonly shared: SharedObligations | null;
  readonly lookAlikes: LookAlikeDebtors;
  readonly identify: (row: number) => string | null;
}

/** An index without any row yet. */
export function emptyRowIndex(
  rows: EditedRows,
  context: DerivationContext,
  readRow: (row: number) => string | null,
): RowIndex {
  const debtors = new DebtorIndex(rows.table.rowCount);
  const identify = rowIdentifier(rows, context, readRow);
  const shared = sharedObligations(context, rows, debtors, identify);
  return { debtors, shared, lookAlikes: new LookAlikeDebtors(debtors, identify, context), identify };
}

/** Whether the index stays right if cells of these columns change: none has an identification or an obligation. */
export function isKeptBy(columns: ReadonlySet<number>, context: DerivationContext): boolean {
  const identification = compileIdentificationReader(context);
  const obligations = compileObligationReaders(context, obligationIdField);
  if (identification === null || obligations.length === 0 || (context.mapping.otherHeaders ?? []).length > 0)
    return false;
  return [identification, ...obligations].every(({ column }) => !columns.has(column));
}
