import { tenantDatabase } from "#lib/database/client.ts";
import { countUnidentifiedRows } from "#lib/database/records/left-out-rows.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** How many left-out rows of an upload have no readable identification: they count as no debtor's. */
export async function countUnidentified(ctx: Ctx, input: { uploadId: string }): Promise<number> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return countUnidentifiedRows(tenantDatabase(tenantId), tenantId, input.uploadId);
}
