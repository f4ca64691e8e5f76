import { tenantDatabase } from "#lib/database/client.ts";
import { countHeldOutDebtors } from "#lib/database/records/left-out-reasons.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** How many debtors of an upload were left out as held and still are: a correction leaves them out again. */
export async function countHeldOut(ctx: Ctx, input: { uploadId: string }): Promise<number> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return countHeldOutDebtors(tenantDatabase(tenantId), tenantId, input.uploadId);
}
