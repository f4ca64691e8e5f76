import { tenantDatabase } from "#lib/database/client.ts";
import { selectHeld } from "#lib/database/holds/holds.ts";
import { holdBucket } from "#lib/domain/holds/hold.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The buckets of the people whom the tenant keeps out: a page asks only about debtors that are in one of them. */
export async function listHoldBuckets(ctx: Ctx, input: { tenantId: string }): Promise<readonly number[]> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const held = await selectHeld(tenantDatabase(tenantId), tenantId);
  return [...new Set(Array.from(held.keys(), holdBucket))].sort((a, b) => a - b);
}
