import { tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { abandonStaging } from "#lib/database/staging/staging.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { paramsOfTotals } from "#lib/domain/debtors/differing-totals.ts";
import { askStagingThread } from "#lib/staging/ask-staging-thread.ts";
import { TotalsDiffer } from "#lib/staging/totals-differ.ts";
import { authoriseUpload } from "../authorise.ts";
import { settleDefault } from "../comparison/settle-default.ts";
import { spareCalls } from "../comparison/spare-calls.ts";
import type { Ctx, TenantId } from "../context.ts";
import { auditedBy, recordAudit } from "../record-audit.ts";
import { readUpload } from "./show-upload.ts";

export interface Staged {
  readonly totals: ControlTotals;
  readonly batchCount: number;
}

/**
 * Ends staging: all rows have arrived, so debtors are assembled, cut into batches and written, in one
 * transaction. Their totals must equal those the page showed. If not, nothing is staged, the upload is
 * cancelled, and `totals_differ` has both. The same happens if debtors of a corrected report have moved:
 * `correction_moved`, or if the hold list has: `holds_moved`. Staged already: the same answer again.
 */
export async function finishStaging(ctx: Ctx, input: { uploadId: string }): Promise<Staged> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  const { state, portfolio } = await readUpload(tenantDatabase(tenantId), tenantId, uploadId);
  const spare = portfolio ? await spareCalls(tenantDatabase(tenantId), tenantId, portfolio.id) : null;
  try {
    const job = { tenantId, uploadId, by: auditedBy(ctx), spareCalls: spare };
    await askStagingThread(uploadId, { kind: "derive", job });
  } catch (error) {
    const before = await refusedBefore(error, tenantId, uploadId);
    if (before !== null) throw new AppError(before);
    const reason = refusalOf(error);
    if (reason === null) throw error;
    await withTransaction(
      tenantId,
      async (tx) => {
        if (!(await abandonStaging(tx, tenantId, uploadId, reason))) return;
        await recordAudit(tx, ctx, "upload_refused", {
          tenantId,
          subject: uploadId,
          details: { reason },
        });
      },
      { timeoutMs: 120_000 },
    );
    throw error instanceof TotalsDiffer ? new AppError("totals_differ", paramsOfTotals(error)) : error;
  }
  // Asked again later, somebody may have seen what is to be sent.
  if (state === "staging") await settleDefault({ tenantId, uploadId }, ctx);
  const upload = await readUpload(tenantDatabase(tenantId), tenantId, uploadId);
  if (upload.state === "cancelled") throw new AppError("state_moved", { state: upload.state });
  return { totals: upload.totals, batchCount: upload.batchCount };
}

/**
 * How staging was refused before: a caller who asks again, because it took long, gets that again. Null if it was not.
 */
async function refusedBefore(error: unknown, tenantId: TenantId, uploadId: string): Promise<Moved | null> {
  if (!(error instanceof AppError) || error.code !== "state_moved") return null;
  const { stopReason } = await readUpload(tenantDatabase(tenantId), tenantId, uploadId);
  return movedCodes.find((code) => code === stopReason) ?? null;
}

/** Something else than the file has moved since the page read it. */
const movedCodes = ["correction_moved", "holds_moved"] as const;
type Moved = (typeof movedCodes)[number];

/** Why this staging can never succeed; null if another attempt may. */
function refusalOf(error: unknown): "totals_differ" | Moved | null {
  if (error instanceof TotalsDiffer) return "totals_differ";
  return error instanceof AppError ? (movedCodes.find((code) => code === error.code) ?? null) : null;
}
