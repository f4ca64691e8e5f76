import { withTransaction } from "#lib/database/client.ts";
import { moveUpload } from "#lib/database/uploads.ts";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { AppError } from "./app-error.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";
import { recordAudit } from "./record-audit.ts";
import { readUpload } from "./show-upload.ts";

/**
 * Puts a staged upload in its tenant's line: state, audit entry and job in one transaction, so all of it or nothing.
 * Of several confirmations at once one wins; the others get the upload as it is then. From any other state: `state_moved`.
 */
export async function confirmUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  return withTransaction(async (tx) => {
    const before = await readUpload(tx, tenantId, uploadId);
    if (before.state === "staged" && before.totals.staged.debtors === 0) throw new AppError("nothing_to_send");
    const isMine = await moveUpload(tx, tenantId, uploadId, ["staged"], "queued", { confirmedAt: new Date() });
    const upload = await readUpload(tx, tenantId, uploadId);
    if (!isMine) {
      if (upload.confirmedAt === null || upload.state === "cancelled")
        throw new AppError("state_moved", { state: upload.state });
      return upload;
    }
    const { debtors, obligations, balance } = upload.totals.staged;
    await recordAudit(tx, ctx, "upload_confirmed", {
      tenantId,
      subject: uploadId,
      details: { debtors, obligations, balance },
    });
    await enqueueTenantWork(tx, tenantId);
    return upload;
  });
}
