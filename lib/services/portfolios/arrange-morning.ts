import { z } from "zod";
import { portalDatabase } from "#lib/database/client.ts";
import { setMorning } from "#lib/database/users/morning.ts";
import { morningOrders } from "#lib/domain/views/morning-view.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

/** Also what the database must say of a user before it is believed. */
export const arrangementSchema = z.object({ tenantId: z.string().nullable(), order: z.enum(morningOrders) });
export type ArrangeMorningInput = z.input<typeof arrangementSchema>;

/** Keeps how this user leaves the morning page: its tenant and its order. */
export async function arrangeMorning(ctx: Ctx, input: ArrangeMorningInput): Promise<void> {
  const actor = authoriseActor(ctx, "account.manage");
  const { tenantId, order } = parseInput(arrangementSchema, input);
  if (tenantId !== null) await authorise(ctx, "account.manage", tenantId);
  await setMorning(portalDatabase(), actor.userId, { tenantId, order });
}
