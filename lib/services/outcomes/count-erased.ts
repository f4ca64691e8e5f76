import { tenantDatabase } from "#lib/database/client.ts";
import { countErasedOfUpload, type ErasedOfUpload } from "#lib/database/people/erased-people.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** What of an upload did not get in and was erased with a person since: it is neither retried nor corrected. */
export async function countErased(ctx: Ctx, input: { uploadId: string }): Promise<ErasedOfUpload> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return countErasedOfUpload(tenantDatabase(tenantId), tenantId, input.uploadId);
}
