import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { findPortfolioNamed, findSettings, updatePortfolio } from "#lib/database/portfolios/portfolios.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authorisePortfolio } from "../authorise.ts";
import { changedSettings } from "../changed-settings.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { givenOnly, portfolioNameSchema, portfolioSettings, requireFields } from "./portfolio-input.ts";

const inputSchema = z.object({
  portfolioId: z.string(),
  ...z.object({ name: portfolioNameSchema, ...portfolioSettings }).partial().shape,
});
export type EditPortfolioInput = z.input<typeof inputSchema>;

/**
 * Changes a portfolio; omitted settings stay. `conflict` if its name is taken. The audit entry has what
 * changed, with what it was.
 */
export async function editPortfolio(ctx: Ctx, input: EditPortfolioInput): Promise<void> {
  const tenantId = await authorisePortfolio(ctx, "portfolios.manage", input.portfolioId);
  const { portfolioId, ...given } = parseInput(inputSchema, input);
  const change = givenOnly(given);
  await refuseDuplicate(() =>
    withTransaction(tenantId, async (tx) => {
      await requireFields(tx, tenantId, given);
      const before = await findSettings(tx, tenantId, portfolioId);
      if (before === null) throw new AppError("not_found");
      // One that stays is no question: another may have had it with other spaces all along.
      const name = given.name === before.name ? undefined : given.name;
      if (name !== undefined && (await findPortfolioNamed(tx, tenantId, name, portfolioId)) !== null)
        throw new AppError("conflict", { fields: ["name"] });
      if (!(await updatePortfolio(tx, tenantId, portfolioId, change))) throw new AppError("not_found");
      const details = changedSettings(before, change);
      await recordAudit(tx, ctx, "portfolio_edited", { tenantId, subject: portfolioId, details });
    }),
  );
}
