import type { Transaction } from "#lib/database/client.ts";
import { findStagingBounds, type StagingBounds } from "#lib/database/staging/staging.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { TenantId } from "../context.ts";

/**
 * What the page announced of an upload that is being staged. Throws `not_found`, or `state_moved` if it is no
 * longer staging.
 */
export async function findStaging(db: Transaction, tenantId: TenantId, uploadId: string): Promise<StagingBounds> {
  const upload = await findStagingBounds(db, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  if (upload.state !== "staging") throw new AppError("state_moved", { state: upload.state });
  return upload;
}
