import { findLookupPace } from "#lib/database/calls/lookup-pace.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import { priceReadBack } from "#lib/database/records/planned-read-backs.ts";
import { isErased } from "#lib/database/uploads/erasures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { ReadBackPlan } from "#lib/domain/views/plans.ts";
import { expectedLookupSeconds } from "#lib/sending/expected-lookups.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { askTokenBudget } from "../tenants/ask-token-budget.ts";

/**
 * What reading back the unconfirmed debtors of an upload would cost, before anybody requests it. `erased` if
 * there is nothing left to compare with.
 */
export async function planReadBack(ctx: Ctx, input: { uploadId: string }): Promise<ReadBackPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  if (await isErased(tenantDatabase(tenantId), tenantId, input.uploadId)) throw new AppError("erased");
  const [price, budget, pace] = await Promise.all([
    priceReadBack(tenantDatabase(tenantId), tenantId, input.uploadId),
    askTokenBudget(tenantId, ctx),
    findLookupPace(tenantDatabase(tenantId), tenantId),
  ]);
  const { debtors, obligations } = price;
  const calls = debtors + obligations;
  return {
    debtors,
    obligations,
    calls,
    budget: budget.isConnected ? budget.budget : null,
    budgetProblem: budget.isConnected ? null : budget.reason,
    isWithinBudget: budget.isConnected ? calls <= budget.budget.available : null,
    expectedSeconds: Math.ceil(expectedLookupSeconds(price, pace)),
    isUnderWay: price.batchesUnderWay > 0,
  };
}
