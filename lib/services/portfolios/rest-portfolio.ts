import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { updateResting } from "#lib/database/portfolios/portfolios.ts";
import { authorisePortfolio } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ portfolioId: z.string(), isResting: z.boolean() });
export type RestPortfolioInput = z.input<typeof inputSchema>;

/** Puts a portfolio to rest, or wakes it. Does nothing if it is so already. */
export async function restPortfolio(ctx: Ctx, input: RestPortfolioInput): Promise<void> {
  const tenantId = await authorisePortfolio(ctx, "portfolios.manage", input.portfolioId);
  const { portfolioId, isResting } = parseInput(inputSchema, input);
  await withTransaction(tenantId, async (tx) => {
    if (!(await updateResting(tx, tenantId, portfolioId, isResting ? new Date() : null))) return;
    const action = isResting ? "portfolio_rested" : "portfolio_woken";
    await recordAudit(tx, ctx, action, { tenantId, subject: portfolioId });
  });
}
