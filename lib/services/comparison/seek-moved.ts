import { database } from "#lib/database/client.ts";
import { findComparedPortfolioId, hasSnapshotMoved } from "#lib/database/comparison/recheck.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { readUpload } from "../uploads/show-upload.ts";

/** Whether what was accepted of a portfolio has moved since a staged upload was compared with it; false for any other. */
export async function seekMoved(ctx: Ctx, input: { uploadId: string }): Promise<boolean> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId } = input;
  const portfolioId = await findComparedPortfolioId(database(), tenantId, uploadId);
  if (portfolioId === null || (await readUpload(database(), tenantId, uploadId)).state !== "staged") return false;
  return hasSnapshotMoved(database(), { tenantId, uploadId, portfolioId });
}
