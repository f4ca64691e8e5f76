import { tenantDatabase } from "#lib/database/client.ts";
import { selectHeldOrdinals } from "#lib/database/records/held-records.ts";
import { countHeldOutDebtors } from "#lib/database/records/left-out-reasons.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/**
 * How many debtors of an upload were left out or not sent because they were held, and still are: a correction would
 * leave them out again.
 */
export async function countHeldOut(ctx: Ctx, input: { uploadId: string }): Promise<number> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const db = tenantDatabase(tenantId);
  const [leftOut, notSent] = await Promise.all([
    countHeldOutDebtors(db, tenantId, input.uploadId),
    selectHeldOrdinals(db, tenantId, input.uploadId),
  ]);
  return leftOut + notSent.size;
}
