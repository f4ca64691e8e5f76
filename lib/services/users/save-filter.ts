import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { saveFilterAs, selectSavedFilters } from "#lib/database/users/saved-filters.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { foldText } from "#lib/domain/cleaning/fold-text.ts";
import { historyQuery, readHistoryFilter } from "#lib/domain/history/history-filter.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  name: z.string().trim().min(1).max(60),
  /** Of the address that shows the filtered history. */
  query: z.string().max(1_000),
});
export type SaveFilterInput = z.input<typeof inputSchema>;

/** More than a menu can be searched for by eye. */
const mostFilters = 50;

/**
 * Keeps a filter of the history under a name, for this user in this tenant; those of the same name, in whatever
 * case and accents, are replaced. `conflict` if there are fifty others. Not audited: it changes nothing for anybody else.
 */
export async function saveFilter(ctx: Ctx, input: SaveFilterInput): Promise<void> {
  const { userId } = authoriseActor(ctx, "account.manage");
  const tenantId = await authorise(ctx, "account.manage", input.tenantId);
  const { name, query } = parseInput(inputSchema, input);
  const known = historyQuery(readHistoryFilter(Object.fromEntries(new URLSearchParams(query))));
  await withTransaction(tenantId, async (tx) => {
    const owner = { tenantId, userId };
    const filters = await selectSavedFilters(tx, owner);
    const same = filters.filter((filter) => foldText(filter.name) === foldText(name));
    if (filters.length - same.length >= mostFilters) throw new AppError("conflict", { fields: ["name"] });
    await saveFilterAs(tx, owner, name, known, same);
  });
}
