import { database } from "#lib/database/client.ts";
import { countAllGone, selectGoneLoads } from "#lib/database/close-outs/gone-debtors.ts";
import { findPortfolio } from "#lib/database/portfolios/portfolios.ts";
import { findTenantDefaults } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { GoneView } from "#lib/domain/views/close-out-view.ts";
import { authorisePortfolio } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** How many are gone in a portfolio and not closed, and by which loads. */
export async function showGone(ctx: Ctx, input: { portfolioId: string }): Promise<GoneView> {
  const tenantId = await authorisePortfolio(ctx, "uploads.read", input.portfolioId);
  const { portfolioId } = input;
  const portfolio = await findPortfolio(database(), tenantId, portfolioId);
  if (portfolio === null) throw new AppError("not_found");
  const { currency } = await findTenantDefaults(database(), tenantId);
  return {
    portfolio: { id: portfolio.id, name: portfolio.name },
    currency: portfolio.lastLoad?.currency ?? currency,
    totals: await countAllGone(database(), { tenantId, portfolioId }),
    loads: await selectGoneLoads(database(), { tenantId, portfolioId }),
  };
}
