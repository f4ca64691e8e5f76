import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { isNameTaken, updatePortfolio } from "#lib/database/portfolios/portfolios.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { PortfolioSettings } from "#lib/domain/views/portfolio-view.ts";
import { authorisePortfolio } from "../authorise.ts";
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
 * Changes a portfolio; omitted settings stay. `conflict` if its name is taken. The audit entry has the given
 * settings, but of the default values only which fields have one.
 */
export async function editPortfolio(ctx: Ctx, input: EditPortfolioInput): Promise<void> {
  const tenantId = await authorisePortfolio(ctx, "portfolios.manage", input.portfolioId);
  const { portfolioId, ...given } = parseInput(inputSchema, input);
  const change = givenOnly(given);
  await refuseDuplicate(() =>
    withTransaction(tenantId, async (tx) => {
      await requireFields(tx, tenantId, given);
      if (given.name !== undefined && (await isNameTaken(tx, tenantId, given.name, portfolioId)))
        throw new AppError("conflict", { fields: ["name"] });
      if (!(await updatePortfolio(tx, tenantId, portfolioId, change))) throw new AppError("not_found");
      const details = auditedSettings(change);
      await recordAudit(tx, ctx, "portfolio_edited", { tenantId, subject: portfolioId, details });
    }),
  );
}

/** Details of an audit entry are plain values, so lists become text. */
function auditedSettings(change: Partial<PortfolioSettings>): Record<string, string | number | boolean | null> {
  const { expectedDays, volatileFields, thresholds, defaults, ...plain } = change;
  return {
    ...plain,
    ...(expectedDays === undefined ? {} : { expectedDays: expectedDays.join(" ") }),
    ...(volatileFields === undefined ? {} : { volatileFields: volatileFields.join(", ") }),
    ...(thresholds === undefined ? {} : { thresholds: JSON.stringify(thresholds) }),
    ...(defaults === undefined ? {} : { defaults: Object.keys(defaults).join(", ") }),
  };
}
