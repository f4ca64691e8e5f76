import { tenantDatabase, withTransaction } from "#lib/database/client.ts";
import {
  findComparison,
  type StoredComparedDebtor,
  selectComparedDebtors,
} from "#lib/database/comparison/comparisons.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { type ComparisonReport, type ComparisonRow, listedGroups } from "#lib/domain/views/comparison-view.ts";
import { authorise, authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";
import { recordAudit } from "../record-audit.ts";
import { renewed } from "../sessions/current-actor.ts";
import { isCancelledLoad } from "./show-comparison.ts";

/** Debtors per query: the report is streamed. */
const sliceDebtors = 2_000;

/**
 * All listed debtors of a comparison as a stream of rows, by identification: one row for each value that differs, one
 * for a debtor who is new, returned or gone. Before each slice session and tenant are checked again. `not_found`
 * for an upload that was not compared, `erased` once its debtors are.
 */
export async function exportComparison(ctx: Ctx, input: { uploadId: string }): Promise<ComparisonReport> {
  const { uploadId } = input;
  const tenantId = await authoriseUpload(ctx, "debtors.download", uploadId);
  const comparison = await findComparison(tenantDatabase(tenantId), tenantId, uploadId);
  if (comparison === null) throw new AppError("not_found");
  const { fileName, currency, erasedAt } = comparison.upload;
  if (erasedAt !== null) throw new AppError("erased");
  const groups = comparison.figures.debtors;
  const debtors = listedGroups.reduce((sum, group) => sum + groups[group].debtors, 0);
  await withTransaction(tenantId, (tx) =>
    recordAudit(tx, ctx, "report_downloaded", {
      tenantId,
      subject: uploadId,
      details: { group: "comparison", debtors },
    }),
  );
  const mayGoOn = async () => authorise(await renewed(ctx), "debtors.download", tenantId);
  return {
    uploadId,
    ...(await withShownNames(tenantId, { fileName })),
    currency,
    tellsGone: comparison.tellsGone && !isCancelledLoad(comparison),
    rows: comparisonRows(uploadId, mayGoOn),
  };
}

async function* comparisonRows(uploadId: string, mayGoOn: () => Promise<TenantId>): AsyncGenerator<ComparisonRow> {
  for (let after = ""; ; ) {
    const tenantId = await mayGoOn();
    const scope = { tenantId, uploadId, group: null };
    const debtors = await selectComparedDebtors(tenantDatabase(tenantId), scope, { after }, sliceDebtors);
    for (const debtor of debtors) yield* rowsOf(debtor);
    const last = debtors.at(-1);
    if (last === undefined || debtors.length < sliceDebtors) return;
    after = last.identification;
  }
}

function* rowsOf(debtor: StoredComparedDebtor): Generator<ComparisonRow> {
  const { identification, change, balanceBefore, balance, changes, numbers } = debtor;
  const group = change ?? "gone";
  const common = { identification, group };
  if (group !== "changed" || changes === null || changes.length === 0) {
    const before = group === "new" || group === "returned" ? null : balanceBefore;
    yield { ...common, obligation: null, fieldId: null, before, after: group === "gone" ? null : balance, numbers };
  }
  for (const { obligation, fieldId, before, after } of changes ?? []) {
    yield { ...common, obligation, fieldId, before, after, numbers: obligation === null ? numbers : [] };
  }
}
