import { isDeepStrictEqual } from "node:util";
import { database } from "#lib/database/client.ts";
import { findComparison } from "#lib/database/comparison/comparisons.ts";
import { askStagingThread } from "#lib/staging/ask-staging-thread.ts";
import type { TenantId } from "../context.ts";

/**
 * Compares a staged upload again with its portfolio's snapshot as it is now. Returns whether anything that is told of
 * it has moved. Only for use cases that have authorised.
 */
export async function compareAgain(tenantId: TenantId, uploadId: string): Promise<boolean> {
  const before = await toldOf(tenantId, uploadId);
  await askStagingThread(`compare ${uploadId}`, { kind: "compare", job: { tenantId, uploadId } });
  return !isDeepStrictEqual(before, await toldOf(tenantId, uploadId));
}

async function toldOf(tenantId: TenantId, uploadId: string) {
  const comparison = await findComparison(database(), tenantId, uploadId);
  if (comparison === null) return null;
  const { isFirst, tellsGone, figures } = comparison;
  const { snapshotVersion: _, outside, ...rest } = figures;
  // Of the others a part tells nothing, and they move with each of its set.
  return { isFirst, tellsGone, leftOut: outside?.leftOut, ...rest };
}
