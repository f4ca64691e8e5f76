import { averageCallMs } from "#lib/database/calls.ts";
import { database } from "#lib/database/client.ts";
import { isErased } from "#lib/database/erasures.ts";
import { priceReadBack } from "#lib/database/planned-read-backs.ts";
import type { ReadBackPlan } from "#lib/domain/outcome/pages.ts";
import { AppError } from "./app-error.ts";
import { askTokenBudget } from "./ask-token-budget.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";

/** What a call is taken to last while a tenant has made none. */
const assumedCallMs = 2_000;

/** What reading back the unconfirmed debtors of an upload would cost, before anybody asks for it. `erased` where nothing is left to compare with. */
export async function planReadBack(ctx: Ctx, input: { uploadId: string }): Promise<ReadBackPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  if (await isErased(database(), tenantId, input.uploadId)) throw new AppError("erased");
  const [price, budget, callMs] = await Promise.all([
    priceReadBack(database(), tenantId, input.uploadId),
    askTokenBudget(tenantId),
    averageCallMs(database(), tenantId),
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
    expectedSeconds: Math.ceil((calls * (callMs ?? assumedCallMs)) / 1_000),
    isUnderWay: price.batchesUnderWay > 0,
  };
}
