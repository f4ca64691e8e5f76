import { tenantDatabase } from "#lib/database/client.ts";
import { findMadeWhole } from "#lib/database/comparison/made-whole.ts";
import type { MadeWhole } from "#lib/domain/views/comparison-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";

/** Who is gone by the confirmation of a retry or correction; null for nobody, and for what is neither. */
export async function seekMadeWhole(ctx: Ctx, input: { uploadId: string }): Promise<MadeWhole | null> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const found = await findMadeWhole(tenantDatabase(tenantId), tenantId, input.uploadId);
  return found === null ? null : withShownNames(tenantId, found);
}
