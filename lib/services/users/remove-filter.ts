import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { deleteSavedFilter } from "#lib/database/users/saved-filters.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({ tenantId: z.string(), filterId: z.uuid() });
export type RemoveFilterInput = z.input<typeof inputSchema>;

/** Forgets one of this user's own filters of a tenant; `not_found` for anybody else's. */
export async function removeFilter(ctx: Ctx, input: RemoveFilterInput): Promise<void> {
  const { userId } = authoriseActor(ctx, "account.manage");
  const tenantId = await authorise(ctx, "account.manage", input.tenantId);
  const { filterId } = parseInput(inputSchema, input);
  if (!(await deleteSavedFilter(tenantDatabase(tenantId), { tenantId, userId }, filterId)))
    throw new AppError("not_found");
}
