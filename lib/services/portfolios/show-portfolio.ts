import { tenantDatabase } from "#lib/database/client.ts";
import { countLoads } from "#lib/database/portfolios/last-loads.ts";
import { findPortfolio } from "#lib/database/portfolios/portfolios.ts";
import { readSnapshotFigures } from "#lib/database/portfolios/snapshot-figures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { PortfolioPageView } from "#lib/domain/views/portfolio-view.ts";
import { authorisePortfolio } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";

/** One portfolio with its settings and its snapshot in figures. Its loads: listUploads with `portfolioId`. */
export async function showPortfolio(ctx: Ctx, input: { portfolioId: string }): Promise<PortfolioPageView> {
  const tenantId = await authorisePortfolio(ctx, "uploads.read", input.portfolioId);
  const portfolio = await findPortfolio(tenantDatabase(tenantId), tenantId, input.portfolioId);
  if (portfolio === null) throw new AppError("not_found");
  return withShownNames(tenantId, {
    ...portfolio,
    loads: await countLoads(tenantDatabase(tenantId), tenantId, portfolio.id),
    snapshot: await readSnapshotFigures(tenantDatabase(tenantId), tenantId, portfolio.id),
  });
}
