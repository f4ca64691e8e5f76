import { withTransaction } from "#lib/database/client.ts";
import { raiseAlikeLimit } from "#lib/database/uploads/runs.ts";
import { moveUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "./show-upload.ts";

/** Puts a paused or stopped upload back in its place in the line. Does nothing if it is already going. */
export async function resumeUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  return withTransaction(tenantId, async (tx) => {
    const details = { stopReason: null, stopDetail: null };
    await raiseAlikeLimit(tx, tenantId, uploadId);
    const isMine = await moveUpload(tx, tenantId, uploadId, uploadGroups.held, "queued", details);
    if (isMine) {
      await recordAudit(tx, ctx, "upload_resumed", { tenantId, subject: uploadId });
      await enqueueTenantWork(tx, tenantId);
    }
    const upload = await readUpload(tx, tenantId, uploadId);
    if (!isOneOf(uploadGroups.going, upload.state)) throw new AppError("state_moved", { state: upload.state });
    return upload;
  });
}
