import { withTransaction } from "#lib/database/client.ts";
import { askReadBack, priceReadBack } from "#lib/database/records/planned-read-backs.ts";
import { isErased } from "#lib/database/uploads/erasures.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "../uploads/show-upload.ts";

/**
 * Requests a look-up of every unconfirmed debtor of an upload in the CRM, however many (`planReadBack` gives
 * the price). A second request changes nothing. `state_moved`: a paused or stopped upload must be resumed or
 * cancelled first. `erased`: what was sent is no longer kept.
 */
export async function readBackUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  return withTransaction(tenantId, async (tx) => {
    const state = await lockUpload(tx, tenantId, uploadId);
    if (state === null || !isOneOf(uploadGroups.readable, state))
      throw new AppError("state_moved", { state: state ?? "" });
    if (await isErased(tx, tenantId, uploadId)) throw new AppError("erased");
    const { debtors, obligations } = await priceReadBack(tx, tenantId, uploadId);
    const batches = await askReadBack(tx, tenantId, uploadId);
    if (batches > 0) {
      const details = { debtors, batches, calls: debtors + obligations };
      await recordAudit(tx, ctx, "read_back_asked", { tenantId, subject: uploadId, details });
      await enqueueTenantWork(tx, tenantId);
    }
    return readUpload(tx, tenantId, uploadId);
  });
}
