import { database } from "#lib/database/client.ts";
import { countRetriable } from "#lib/database/retries.ts";
import { findTenantConnection } from "#lib/database/tenants.ts";
import type { RetryPlan } from "#lib/domain/outcome/pages.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";

/** Whom `retryFailures` would take without being told whom: the same condition, counted. */
export async function planRetry(ctx: Ctx, input: { uploadId: string }): Promise<RetryPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const connection = await findTenantConnection(database(), tenantId);
  return countRetriable(database(), { tenantId, uploadId: input.uploadId }, connection?.repeatBehaviour ?? "unknown");
}
