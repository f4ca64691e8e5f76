import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { markReviewed } from "#lib/database/operations/database-restores.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ restoreId: z.uuid() });
export type ReviewRestoreInput = z.input<typeof inputSchema>;

/** An admin has looked through what was sent between the backup and the restore: pages say it no more. */
export async function reviewRestore(ctx: Ctx, input: ReviewRestoreInput): Promise<void> {
  const actor = authoriseActor(ctx, "tenants.manage");
  const { restoreId } = parseInput(inputSchema, input);
  await withPortalTransaction(async (tx) => {
    if (!(await markReviewed(tx, restoreId, actor.userId))) throw new AppError("not_found");
    await recordAudit(tx, ctx, "restore_reviewed", { subject: restoreId });
  });
}
