import { database } from "#lib/database/client.ts";
import { countRetriable } from "#lib/database/retries.ts";
import { findTenantConnection } from "#lib/database/tenants.ts";
import type { RetryPlan } from "#lib/domain/outcome/pages.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";

const mostCounted = 1_000;

/** Whom `retryFailures` would take without being told whom: the same condition, counted. Nobody, once the upload's data is erased. */
export async function planRetry(ctx: Ctx, input: { uploadId: string }): Promise<RetryPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const connection = await findTenantConnection(database(), tenantId);
  const scope = { tenantId, uploadId: input.uploadId };
  // One more than is shown says that there are more.
  const counts = await countRetriable(database(), scope, connection?.repeatBehaviour ?? "unknown", mostCounted + 1);
  const isMore = counts.debtors > mostCounted;
  return { ...counts, debtors: Math.min(counts.debtors, mostCounted), isMore };
}
