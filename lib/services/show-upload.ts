import { database, type Transaction } from "#lib/database/client.ts";
import { priceReadBack } from "#lib/database/read-backs.ts";
import { countSuperseded } from "#lib/database/superseded.ts";
import { findUpload } from "#lib/database/uploads.ts";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { AppError } from "./app-error.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx, TenantId } from "./context.ts";

/** One upload with its control totals and its four groups. */
export async function showUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return readUpload(database(), tenantId, input.uploadId);
}

/** The same for use cases that have been authorised, inside their transaction. */
export async function readUpload(db: Transaction, tenantId: TenantId, uploadId: string): Promise<UploadView> {
  const upload = await findUpload(db, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  // Any other staged upload holds what its user has just brought.
  if (upload.state === "staged" && upload.retryOfId !== null)
    return { ...upload, superseded: await countSuperseded(db, tenantId, uploadId) };
  if (upload.groups.unconfirmed.debtors === 0) return upload;
  const { batchesUnderWay } = await priceReadBack(db, tenantId, uploadId);
  return { ...upload, isReadingBack: batchesUnderWay > 0 };
}
