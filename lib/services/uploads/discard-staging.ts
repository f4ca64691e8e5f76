import { withTransaction } from "#lib/database/client.ts";
import { abandonStaging } from "#lib/database/staging/staging.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { forgetAhead } from "#lib/staging/ask-staging-thread.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "./show-upload.ts";

/**
 * Gives up an upload that is still being staged and deletes what had arrived. Does nothing if it was given up
 * already.
 */
export async function discardStaging(ctx: Ctx, input: { uploadId: string }): Promise<void> {
  const tenantId = await authoriseUpload(ctx, "uploads.cancel", input.uploadId);
  const { uploadId } = input;
  await withTransaction(
    tenantId,
    async (tx) => {
      if (await abandonStaging(tx, tenantId, uploadId, null)) {
        await recordAudit(tx, ctx, "upload_discarded", { tenantId, subject: uploadId });
        return;
      }
      const upload = await readUpload(tx, tenantId, uploadId);
      if (upload.state !== "cancelled") throw new AppError("state_moved", { state: upload.state });
    },
    { timeoutMs: 120_000 },
  );
  forgetAhead(uploadId);
}
