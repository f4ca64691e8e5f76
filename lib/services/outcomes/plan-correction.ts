import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import { countOpenRows } from "#lib/database/records/left-out-reasons.ts";
import { correctable, countMissing } from "#lib/database/retries/missing-debtors.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { type CorrectionPlan, hasCells } from "#lib/domain/outcome/upload-stage.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/** Of more failures the page offers a correction unseen: it looks at each one, every time it is shown. */
const mostLookedAt = 2_000;

/**
 * Whether a correction of what did not get in is offered, and how: see {@link CorrectionPlan}. Unconfirmed debtors are
 * looked up first: corrected, they could be in the CRM twice. A left-out row is left for itself only if it has no
 * identification: any other is of a debtor who counts, or repeats an obligation of one that was sent.
 */
export async function planCorrection(ctx: Ctx, input: { uploadId: string }): Promise<CorrectionPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return correctionOf(tenantDatabase(tenantId), tenantId, input.uploadId);
}

async function correctionOf(db: Transaction, tenantId: TenantId, uploadId: string): Promise<CorrectionPlan> {
  const upload = await findUpload(db, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  const { groups, totals, later } = upload;
  if (!hasCells(upload) || !isOver(upload.state)) return null;
  if (groups.rejected.debtors + groups.not_sent.debtors > 0) {
    const failures = {
      kinds: recordGroups.certainlyFailed,
      ordinals: null,
      rejectionKey: null,
      most: mostLookedAt + 1,
    };
    const missing = correctable(tenantId, uploadId, failures);
    const { open, lookedAt } = await countMissing(db, tenantId, uploadId, missing);
    if (open > 0 || lookedAt > mostLookedAt) return "first";
  }
  if (totals.leftOut.rows === 0) return null;
  const { ofDebtors, ofNobody } = await countOpenRows(db, tenantId, uploadId);
  if (ofDebtors > 0) return "first";
  if (ofNobody === 0) return null;
  return later === undefined ? "first" : "second";
}
