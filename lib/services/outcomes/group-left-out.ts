import { tenantDatabase } from "#lib/database/client.ts";
import { groupLeftOutRows } from "#lib/database/records/left-out-reasons.ts";
import type { LeftOutGroup } from "#lib/domain/validation/left-out-reason.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The left-out rows of an upload by reason, each row once, the reason with the most rows first. */
export async function groupLeftOut(ctx: Ctx, input: { uploadId: string }): Promise<LeftOutGroup[]> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return groupLeftOutRows(tenantDatabase(tenantId), tenantId, input.uploadId);
}
