import { z } from "zod";
import { tenantsDatabase } from "#lib/database/client.ts";
import { selectPortfolios } from "#lib/database/portfolios/portfolios.ts";
import type { PortfolioView } from "#lib/domain/views/portfolio-view.ts";
import { authorise, authoriseWorking } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { eachWithShownNames } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({
  tenantId: z.string().optional(),
  /** Omitted: both. */
  isResting: z.boolean().optional(),
});
export type ListPortfoliosInput = z.input<typeof inputSchema>;

/** The portfolios of one tenant, or of all the actor's tenants that are not retired, by name. */
export async function listPortfolios(ctx: Ctx, input: ListPortfoliosInput): Promise<PortfolioView[]> {
  const tenantIds =
    input.tenantId === undefined
      ? await authoriseWorking(ctx, "uploads.read")
      : [await authorise(ctx, "uploads.read", input.tenantId)];
  const { isResting = null } = parseInput(inputSchema, input);
  const portfolios = await selectPortfolios(tenantsDatabase(tenantIds), tenantIds, isResting);
  return eachWithShownNames(tenantIds, portfolios, ({ tenant }) => tenant.id);
}
