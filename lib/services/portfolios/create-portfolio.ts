import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { findPortfolioNamed, insertPortfolio } from "#lib/database/portfolios/portfolios.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { givenOnly, portfolioNameSchema, portfolioSettings, requireFields } from "./portfolio-input.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  name: portfolioNameSchema,
  ...z.object(portfolioSettings).partial().shape,
});
export type CreatePortfolioInput = z.input<typeof inputSchema>;

/** Creates a portfolio; settings that are left out get their defaults. `conflict` if its name is taken. */
export async function createPortfolio(ctx: Ctx, input: CreatePortfolioInput): Promise<{ portfolioId: string }> {
  const tenantId = await authorise(ctx, "portfolios.manage", input.tenantId);
  const { tenantId: _, name, ...given } = parseInput(inputSchema, input);
  return refuseDuplicate(() =>
    withTransaction(tenantId, async (tx) => {
      await requireFields(tx, tenantId, given);
      if ((await findPortfolioNamed(tx, tenantId, name)) !== null) throw new AppError("conflict", { fields: ["name"] });
      const portfolioId = await insertPortfolio(tx, tenantId, { name, ...givenOnly(given) });
      await recordAudit(tx, ctx, "portfolio_created", { tenantId, subject: portfolioId, details: { name } });
      return { portfolioId };
    }),
  );
}
