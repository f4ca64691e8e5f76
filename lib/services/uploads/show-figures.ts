import { z } from "zod";
import { tenantsDatabase } from "#lib/database/client.ts";
import { selectHistoryFigures, selectReasonFigures } from "#lib/database/uploads/history-figures.ts";
import { longestPeriod } from "#lib/domain/history/figures-period.ts";
import { addDays, countDays, startOf } from "#lib/domain/history/history-days.ts";
import {
  binsOf,
  type HistoryFigures,
  largestPortfolios,
  noFigures,
  type ReasonFigures,
} from "#lib/domain/history/history-figures.ts";
import { maskText } from "#lib/domain/masking/mask-text.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { maskingOf } from "../masking/masking-of.ts";
import { parseInput } from "../parse-input.ts";
import { hiddenByName } from "./hidden-by-name.ts";
import { historyFilter, historyInput } from "./history-input.ts";

const inputSchema = z
  .object({ ...historyInput, from: z.iso.date(), to: z.iso.date() })
  // A longer period would add up without end.
  .refine(({ from, to }) => countDays(from, to) >= 1 && countDays(from, to) <= longestPeriod, "period");
export type ShowFiguresInput = z.input<typeof inputSchema>;

const shownPortfolios = 10;
const shownReasons = 8;

/**
 * What the uploads of a period come to, by day, by portfolio and by reason: those that `listUploads` lists for the
 * same filter. `from` and `to` are days (YYYY-MM-DD), both included.
 */
export async function showFigures(ctx: Ctx, input: ShowFiguresInput): Promise<HistoryFigures> {
  const tenantIds = await authoriseTenants(ctx, "uploads.read", input.tenantId);
  const { from, to, ...given } = parseInput(inputSchema, input);
  const conditions = historyFilter(given);
  const hidden = await hiddenByName(tenantIds, conditions.text);
  const filter = { ...conditions, ...hidden, from: startOf(from), to: startOf(addDays(to, 1)) };
  const [{ days, portfolios, total }, reasons] = await Promise.all([
    selectHistoryFigures(tenantsDatabase(tenantIds), tenantIds, filter),
    selectReasonFigures(tenantsDatabase(tenantIds), tenantIds, filter, shownReasons),
  ]);
  // A reason may be of several tenants: one that masks is enough.
  const masking = await maskingOf(tenantIds);
  const period = { from, to };
  const all = total ?? noFigures;
  return {
    period,
    total: all,
    bins: binsOf(period, days),
    ...largestPortfolios(portfolios, shownPortfolios),
    reasons: masking.size === 0 ? reasons : reasons.map(masked),
    // The two are read one after the other, and a debtor may be rejected in between.
    otherRejected: Math.max(0, all.debtors.rejected - reasons.reduce((sum, { debtors }) => sum + debtors, 0)),
  };
}

function masked(reason: ReasonFigures): ReasonFigures {
  return { ...reason, example: reason.example === null ? null : maskText(reason.example) };
}
