import { tenantDatabase } from "#lib/database/client.ts";
import { findHopelessStop } from "#lib/database/close-outs/refused.ts";
import { countStillHeld } from "#lib/database/records/held-records.ts";
import { countRetriable, wasDiscardedLoad } from "#lib/database/retries/retries.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import type { RetryPlan } from "#lib/domain/views/plans.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** Some forty milliseconds: the page shows the exact number for nearly every upload. */
const mostLookedAt = 2_000;

/**
 * The debtors that `retryFailures` without `ordinals` would take: the same condition, counted over the first
 * failures. None once the upload's data is erased, of an upload that was discarded, or of a close-out by whose load nobody is
 * gone any more.
 */
export async function planRetry(ctx: Ctx, input: { uploadId: string }): Promise<RetryPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const db = tenantDatabase(tenantId);
  const connection = await findTenantConnection(db, tenantId);
  const scope = { tenantId, uploadId: input.uploadId };
  const isHopeless =
    (await wasDiscardedLoad(db, tenantId, input.uploadId)) ||
    (await findHopelessStop(db, tenantId, input.uploadId)) !== null;
  if (isHopeless) return { debtors: 0, isMore: false, held: 0, takesUnconfirmed: false };
  // One more than is reported shows that there are more.
  const [counts, held] = await Promise.all([
    countRetriable(db, scope, connection?.repeatBehaviour ?? "unknown", mostLookedAt + 1),
    countStillHeld(db, tenantId, input.uploadId),
  ]);
  const isMore = counts.lookedAt > mostLookedAt;
  return {
    debtors: Math.min(counts.debtors, mostLookedAt),
    isMore,
    held,
    takesUnconfirmed: counts.unconfirmed > 0 || (isMore && connection?.repeatBehaviour === "updates"),
  };
}
