import { tenantDatabase } from "#lib/database/client.ts";
import { countTwice as countTwiceIn, debtorsLookedUp } from "#lib/database/records/twice.ts";
import type { Twice } from "#lib/domain/views/plans.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/**
 * How many debtors of an upload may be twice in the CRM: sent again when it was known to update, which it is no more, or
 * brought by another upload before, where it is said to duplicate or was when the upload was confirmed.
 */
export async function countTwice(ctx: Ctx, input: { uploadId: string }): Promise<Twice> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return countTwiceIn(tenantDatabase(tenantId), { tenantId, uploadId: input.uploadId }, { limit: debtorsLookedUp });
}
