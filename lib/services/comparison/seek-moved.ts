import { tenantDatabase } from "#lib/database/client.ts";
import { findComparedPortfolioId, hasSetMoved, hasSnapshotMoved } from "#lib/database/comparison/recheck.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { readUpload } from "../uploads/show-upload.ts";
import { findRefusedChoice } from "./recheck-unchanged.ts";
import { hasDefaultMoved } from "./settle-default.ts";

/**
 * Whether what was accepted of a portfolio, the set that a part completes, or what of it the tenant's settings and the calls
 * left today allow to be sent has moved since a staged upload was compared; false for any other upload.
 */
export async function seekMoved(ctx: Ctx, input: { uploadId: string }): Promise<boolean> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId } = input;
  const portfolioId = await findComparedPortfolioId(tenantDatabase(tenantId), tenantId, uploadId);
  if (portfolioId === null || (await readUpload(tenantDatabase(tenantId), tenantId, uploadId)).state !== "staged")
    return false;
  const scope = { tenantId, uploadId, portfolioId };
  const db = tenantDatabase(tenantId);
  if (
    (await hasSetMoved(db, scope)) ||
    (await hasSnapshotMoved(db, scope)) ||
    (await findRefusedChoice(db, scope)) !== null
  )
    return true;
  return hasDefaultMoved(db, scope);
}
