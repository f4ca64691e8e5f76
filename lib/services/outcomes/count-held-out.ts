import { tenantDatabase } from "#lib/database/client.ts";
import { selectHeldOut } from "#lib/database/portfolios/held-out.ts";
import { nobodyHeld } from "#lib/domain/outcome/held-out.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/**
 * How many debtors of an upload were left out or not sent because they were held, and still are: a correction would
 * leave them out again.
 */
export async function countHeldOut(ctx: Ctx, input: { uploadId: string }): Promise<number> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const held = await selectHeldOut(tenantDatabase(tenantId), [tenantId], [input.uploadId]);
  return (held.get(input.uploadId) ?? nobodyHeld).debtors;
}
