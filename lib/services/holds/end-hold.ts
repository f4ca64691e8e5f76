import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { deleteHold } from "#lib/database/holds/holds.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ tenantId: z.string(), holdId: z.uuid() });
export type EndHoldInput = z.input<typeof inputSchema>;

/** Ends a hold: the next load may have the person again. The entry is deleted, as nothing needs it any more. */
export async function endHold(ctx: Ctx, input: EndHoldInput): Promise<void> {
  const tenantId = await authorise(ctx, "holds.manage", input.tenantId);
  const { holdId } = parseInput(inputSchema, input);
  await withTransaction(tenantId, async (tx) => {
    const hold = await deleteHold(tx, tenantId, holdId);
    if (hold === null) throw new AppError("not_found");
    const details = { person: personDigest(tenantId, hold.key), why: hold.why };
    await recordAudit(tx, ctx, "hold_ended", { tenantId, details });
  });
}
