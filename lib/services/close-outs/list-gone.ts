import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectGone } from "#lib/database/close-outs/gone-debtors.ts";
import { maskGone } from "#lib/domain/masking/mask-views.ts";
import { type GoneDebtorView, goneLists, groupOfGone } from "#lib/domain/views/close-out-view.ts";
import type { Page } from "#lib/domain/views/page.ts";
import { sealDebtorKey } from "#lib/secrets/debtor-key.ts";
import { authorisePortfolio } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors, openPageKey } from "../masking/masking-of.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordViewed } from "../record-seen.ts";

const inputSchema = z.object({
  portfolioId: z.string(),
  list: z.enum(goneLists).default("gone"),
  after: pageKeys.identification.default(""),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListGoneInput = z.input<typeof inputSchema>;

/** One list of who and what is gone in a portfolio, by identification. */
export async function listGone(ctx: Ctx, input: ListGoneInput): Promise<Page<GoneDebtorView>> {
  const tenantId = await authorisePortfolio(ctx, "uploads.read", input.portfolioId);
  const { portfolioId, list, after, limit } = parseInput(inputSchema, input);
  const isMasked = await masksDebtors(tenantId);
  const from = isMasked ? openPageKey(after, tenantId) : after;
  const gone = await selectGone(tenantDatabase(tenantId), { tenantId, portfolioId }, list, from, limit + 1);
  await recordViewed(ctx, tenantId, { group: groupOfGone[list], subject: portfolioId, shown: gone.length });
  const page = pageOf(gone, limit, ({ identification }) => identification);
  if (!isMasked) return page;
  const keyOf = (identification: string) => sealDebtorKey(identification, tenantId);
  return {
    items: page.items.map((debtor) => maskGone(debtor, { list, portfolioId, key: keyOf(debtor.identification) })),
    next: page.next === null ? null : keyOf(page.next),
  };
}
