import { authorisePortfolio } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/** The tenant of a portfolio. Throws `not_found` if there is none or the actor does not work for its tenant. */
export async function locatePortfolio(ctx: Ctx, input: { portfolioId: string }): Promise<TenantId> {
  return await authorisePortfolio(ctx, "uploads.read", input.portfolioId);
}
