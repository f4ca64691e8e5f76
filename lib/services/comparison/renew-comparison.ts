import { withTransaction } from "#lib/database/client.ts";
import { findComparedPortfolioId } from "#lib/database/comparison/recheck.ts";
import { lockChoice } from "#lib/database/comparison/sending.ts";
import { lockTenant } from "#lib/database/tenants/tenants.ts";
import { confirmTimeoutMs } from "#lib/database/uploads/superseded.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { compareAgain } from "./compare-again.ts";
import { findMoved, type MovedSetting, regroup } from "./recheck-unchanged.ts";
import { settleDefault } from "./settle-default.ts";

export interface Renewed {
  /** That many are sent after all, because the CRM has them otherwise. */
  readonly debtors: number;
  /** Nothing moved but what the calls left today allow. */
  readonly isOnlyBudget: boolean;
  /**
   * The setting of the tenant that changed since it was compared before; `updates`: the CRM is known to update by now, or
   * no full send is due any more, so that only the changes are sent.
   */
  readonly setting: MovedSetting | null;
}

/**
 * Compares a staged upload again with what the CRM has by now, and sends of it who differs from that, and who differs in
 * volatile fields only if the calls left today are enough. What no person chose is what it would be if it were staged now. `not_found` for an upload that was not compared, `state_moved`
 * unless it is staged.
 */
export async function renewComparison(ctx: Ctx, input: { uploadId: string }): Promise<Renewed> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  // A comparison being made holds the upload's row: waited for here, because calls wait for the tenant's lock.
  await withTransaction(tenantId, (tx) => lockChoice(tx, tenantId, uploadId), { timeoutMs: confirmTimeoutMs });
  const found = await withTransaction(
    tenantId,
    async (tx) => {
      await lockTenant(tx, tenantId);
      const portfolioId = await findComparedPortfolioId(tx, tenantId, uploadId);
      if (portfolioId === null) throw new AppError("not_found");
      const scope = { tenantId, uploadId, portfolioId };
      const locked = await lockChoice(tx, tenantId, uploadId);
      if (locked?.state !== "staged") throw new AppError("state_moved");
      return { scope, moved: await findMoved(tx, scope), sentAll: !locked.sendsChanges };
    },
    { timeoutMs: confirmTimeoutMs },
  );
  const { sent, spared } = await regroup(found.scope, found.moved);
  const { isMoved } = await compareAgain(tenantId, uploadId);
  const chosen = await settleDefault(found.scope, ctx);
  const isNarrowed = found.sentAll && chosen?.sendsChanges === true && !isMoved;
  const isOnlyBudget = chosen !== null && !isNarrowed && !isMoved && sent + spared === 0;
  return { debtors: sent, isOnlyBudget, setting: found.moved.setting ?? (isNarrowed ? "updates" : null) };
}
