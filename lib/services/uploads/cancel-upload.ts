import { cancelPendingBatches } from "#lib/database/batches/batches.ts";
import { giveBack, lockRoot } from "#lib/database/batches/give-back.ts";
import { withTransaction } from "#lib/database/client.ts";
import { findComparedPortfolioId, unmarkGone } from "#lib/database/comparison/recheck.ts";
import { withBulkTransaction } from "#lib/database/pool.ts";
import { moveUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { asidesOf } from "#lib/staging/compare-snapshot.ts";
import { authoriseUpload } from "../authorise.ts";
import { comparePartsAgain } from "../comparison/compare-parts-again.ts";
import type { Ctx, TenantId } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "./show-upload.ts";

/**
 * Ends a staged or confirmed upload: what is in flight is settled, the rest is "not sent". Does nothing if it
 * is cancelled already. Debtors of a retry or correction that nobody had confirmed can be sent again from the
 * uploads they came from. Nobody is gone any more by a load, or by a set that it is a part of, once it is cancelled
 * (unmarkGone), and other parts of its set that are staged are compared again. For an upload that is still
 * being staged, call `discardStaging`.
 */
export async function cancelUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.cancel", input.uploadId);
  const { uploadId } = input;
  let portfolioId: string | null = null;
  const cancelled = await withTransaction(
    tenantId,
    async (tx) => {
      await lockRoot(tx, tenantId, uploadId);
      const isMine = await moveUpload(tx, tenantId, uploadId, uploadGroups.cancellable, "cancelled", {
        finishedAt: new Date(),
      });
      if (isMine) {
        await cancelPendingBatches(tx, tenantId, uploadId);
        await giveBack(tx, tenantId, uploadId);
        portfolioId = await findComparedPortfolioId(tx, tenantId, uploadId);
        if (portfolioId !== null) await unmarkGone(tx, { tenantId, uploadId, portfolioId }, readAsides(tenantId));
        await recordAudit(tx, ctx, "upload_cancelled", { tenantId, subject: uploadId });
        // The tenant's next upload waited behind this one.
        await enqueueTenantWork(tx, tenantId);
      }
      const upload = await readUpload(tx, tenantId, uploadId);
      if (upload.state !== "cancelled") throw new AppError("state_moved", { state: upload.state });
      return upload;
    },
    // One statement may move a million records.
    { timeoutMs: 120_000 },
  );
  if (portfolioId !== null) await comparePartsAgain(tenantId, portfolioId);
  return cancelled;
}

function readAsides(tenantId: TenantId) {
  return (uploadIds: readonly string[]) =>
    withBulkTransaction(tenantId, (client) => asidesOf(client, tenantId, uploadIds));
}
