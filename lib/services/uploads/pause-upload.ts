import { withTransaction } from "#lib/database/client.ts";
import { moveUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { statesBefore } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "./show-upload.ts";

/**
 * Stops claiming batches; what is in flight is settled. Does nothing if it is paused already. Later uploads
 * of the tenant wait behind it.
 */
export async function pauseUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  return withTransaction(tenantId, async (tx) => {
    const isMine = await moveUpload(tx, tenantId, uploadId, statesBefore("paused"), "paused");
    if (isMine) await recordAudit(tx, ctx, "upload_paused", { tenantId, subject: uploadId });
    const upload = await readUpload(tx, tenantId, uploadId);
    if (upload.state !== "paused") throw new AppError("state_moved", { state: upload.state });
    return upload;
  });
}
