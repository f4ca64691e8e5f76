import { tenantDatabase } from "#lib/database/client.ts";
import { countTwiceSent, selectTwiceSent } from "#lib/database/records/twice-sent.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** How many debtors of an upload may be twice in the CRM: sent again when it was known to update, which it is no more. */
export async function countTwice(ctx: Ctx, input: { uploadId: string }): Promise<number> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const db = tenantDatabase(tenantId);
  const batches = await selectTwiceSent(db, tenantId, input.uploadId);
  return batches.length === 0 ? 0 : countTwiceSent(db, tenantId, batches);
}
