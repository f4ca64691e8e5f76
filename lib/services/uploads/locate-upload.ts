import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/** Whose upload it is. Throws `not_found` as for one that is not there where the actor does not work for its tenant. */
export async function locateUpload(ctx: Ctx, input: { uploadId: string }): Promise<TenantId> {
  return await authoriseUpload(ctx, "uploads.read", input.uploadId);
}
