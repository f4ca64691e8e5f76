import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { holdListState, selectHolds } from "#lib/database/holds/holds.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import { maskHold } from "#lib/domain/masking/mask-views.ts";
import { readIdentification } from "#lib/domain/person/read-identification.ts";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import type { Page } from "#lib/domain/views/page.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { masksDebtors } from "../masking/masking-of.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordSearched, recordViewed } from "../record-seen.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  /** Some characters of an identification or a note; where debtors are masked, a whole identification. */
  text: z.string().trim().max(100).default(""),
  after: pageKeys.id.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListHoldsInput = z.input<typeof inputSchema>;

/** The people whom every load of the tenant keeps out, the newest first. */
export async function listHolds(ctx: Ctx, input: ListHoldsInput): Promise<Page<HoldView>> {
  const tenantId = await authorise(ctx, "holds.manage", input.tenantId);
  const { text, after = null, limit } = parseInput(inputSchema, input);
  const db = tenantDatabase(tenantId);
  const isMasked = await masksDebtors(tenantId);
  const person = readIdentification(text, await findCountry(db, tenantId));
  // By some of its digits, a masked number would be found out one digit after the other.
  const key = isMasked && /\d/.test(text) ? (person?.key ?? text) : null;
  const found = await selectHolds(db, tenantId, { text, key, after, limit: limit + 1 });
  if (person !== null) await recordSearched(ctx, tenantId, "holds", [text]);
  // Read after the list: whoever is added between the two is in the entry's list rather than in none.
  if (found.length > 0)
    await recordViewed(ctx, tenantId, {
      group: "holds",
      shown: found.length,
      state: await holdListState(db, tenantId),
    });
  const page = pageOf(found, limit, ({ id }) => id);
  return isMasked ? { ...page, items: page.items.map((hold) => maskHold(hold, tenantId)) } : page;
}
