import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { selectHolds } from "#lib/database/holds/holds.ts";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import type { Page } from "#lib/domain/views/page.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { pageKeys } from "../page-keys.ts";
import { pageOf } from "../page-of.ts";
import { parseInput } from "../parse-input.ts";
import { recordViewed } from "../record-seen.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  /** Some characters of an identification or a note. */
  text: z.string().trim().max(100).default(""),
  after: pageKeys.id.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListHoldsInput = z.input<typeof inputSchema>;

/** The people whom every load of the tenant keeps out, the newest first. */
export async function listHolds(ctx: Ctx, input: ListHoldsInput): Promise<Page<HoldView>> {
  const tenantId = await authorise(ctx, "holds.manage", input.tenantId);
  const { text, after = null, limit } = parseInput(inputSchema, input);
  const found = await selectHolds(tenantDatabase(tenantId), tenantId, { text, after, limit: limit + 1 });
  await recordViewed(ctx, tenantId, { group: "holds", shown: found.length });
  return pageOf(found, limit, ({ id }) => id);
}
