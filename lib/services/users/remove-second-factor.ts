import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSecondFactor } from "#lib/database/users/second-factors.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { proveWithCode } from "../sessions/prove-with-code.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ code: z.string().min(1).max(50) });
export type RemoveSecondFactorInput = z.input<typeof inputSchema>;

/**
 * Removes the actor's second factor and its recovery codes, with a code, however fresh the session: an open page is not
 * enough. Throws `code_wrong`, `throttled` as signing in does, also if they have none.
 */
export async function removeSecondFactor(ctx: Ctx, input: RemoveSecondFactorInput): Promise<void> {
  const actor = authoriseActor(ctx, "account.manage");
  const { code } = parseInput(inputSchema, input);
  await proveWithCode(ctx, actor, code);
  await withPortalTransaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, actor.userId))) throw new AppError("conflict");
    await recordAudit(tx, ctx, "second_factor_removed", { subject: actor.userId });
  });
  tellChange(actor.userId, "factor_removed");
}
