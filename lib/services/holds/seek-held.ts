import { tenantDatabase } from "#lib/database/client.ts";
import { sumHeld } from "#lib/database/holds/held-of-upload.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** Debtors of an upload who are not sent because they have been held since it was staged. Null for none. */
export async function seekHeld(ctx: Ctx, input: { uploadId: string }): Promise<GroupTotals | null> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const held = await sumHeld(tenantDatabase(tenantId), tenantId, input.uploadId);
  return held.debtors === 0 ? null : held;
}
