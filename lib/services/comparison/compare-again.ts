import { isDeepStrictEqual } from "node:util";
import { tenantDatabase } from "#lib/database/client.ts";
import { findComparison, type StoredComparison } from "#lib/database/comparison/comparisons.ts";
import { askStagingThread } from "#lib/staging/ask-staging-thread.ts";
import type { TenantId } from "../context.ts";
import { cutAsCompared } from "./recheck-unchanged.ts";

/**
 * Compares a staged upload again with its portfolio's snapshot as it is now, and cuts its batches so. Returns whether anything that is told of
 * it has moved since the comparison of `seenAt` (absent: since the latest), and when it was compared (ISO 8601). Only
 * for use cases that have authorised.
 */
export async function compareAgain(
  tenantId: TenantId,
  uploadId: string,
  seenAt?: string,
): Promise<{ readonly isMoved: boolean; readonly comparedAt: string | undefined }> {
  const read = () => findComparison(tenantDatabase(tenantId), tenantId, uploadId);
  const before = await read();
  await askStagingThread(`compare ${uploadId}`, { kind: "compare", job: { tenantId, uploadId } });
  const after = await read();
  const cut = await cutAsCompared(tenantId, uploadId);
  const isOfAnother = seenAt !== undefined && before?.comparedAt.toISOString() !== seenAt;
  return {
    isMoved: isOfAnother || cut.sent + cut.spared > 0 || !isDeepStrictEqual(toldOf(before), toldOf(after)),
    comparedAt: after?.comparedAt.toISOString(),
  };
}

function toldOf(comparison: StoredComparison | null) {
  if (comparison === null) return null;
  const { isFirst, tellsGone, figures } = comparison;
  const { snapshotVersion: _, outside, ...rest } = figures;
  // Of the others a part tells nothing, and they move with each of its set.
  return { isFirst, tellsGone, leftOut: outside?.leftOut, ...rest };
}
