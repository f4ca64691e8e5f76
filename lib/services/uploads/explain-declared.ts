import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { updateDeclaredReason } from "#lib/database/uploads/declared.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { hasDifference } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { reasonSchema } from "../reason-input.ts";
import { recordAudit } from "../record-audit.ts";
import { readUpload } from "./show-upload.ts";

const inputSchema = z.object({ reason: reasonSchema });
export type ExplainDeclaredInput = z.input<typeof inputSchema> & { readonly uploadId: string };

/**
 * Keeps a person's words for why a staged file differs from what its bank declares; a later explanation replaces an
 * earlier one, and each is audited. `state_moved` once the upload is confirmed or discarded, or if nothing differs.
 */
export async function explainDeclared(ctx: Ctx, input: ExplainDeclaredInput): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  const { reason } = parseInput(inputSchema, input);
  return withTransaction(tenantId, async (tx) => {
    const { state, declared } = await readUpload(tx, tenantId, uploadId);
    const differs = declared !== undefined && hasDifference(declared.figures);
    if (!differs || !(await updateDeclaredReason(tx, tenantId, uploadId, reason)))
      throw new AppError("state_moved", { state });
    await recordAudit(tx, ctx, "declared_explained", { tenantId, subject: uploadId, details: { reason } });
    return readUpload(tx, tenantId, uploadId);
  });
}
