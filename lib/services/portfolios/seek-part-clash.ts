import { tenantDatabase } from "#lib/database/client.ts";
import type { PartClash } from "#lib/domain/views/part-set-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { readUpload } from "../uploads/show-upload.ts";
import { readPartClash } from "./open-sets.ts";

/** How a staged part breaks the set that waits for parts; null if it does not, and for any other upload. */
export async function seekPartClash(ctx: Ctx, input: { uploadId: string }): Promise<PartClash | null> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return readPartClash(
    tenantDatabase(tenantId),
    tenantId,
    await readUpload(tenantDatabase(tenantId), tenantId, input.uploadId),
  );
}
