import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/**
 * The tenant of an upload. Throws `not_found` if there is no such upload or the actor does not work for its tenant.
 */
export async function locateUpload(ctx: Ctx, input: { uploadId: string }): Promise<TenantId> {
  return await authoriseUpload(ctx, "uploads.read", input.uploadId);
}
