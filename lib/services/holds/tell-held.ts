import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { findHeld } from "#lib/database/holds/holds.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import type { HeldDebtor } from "#lib/domain/views/hold-view.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  /** Of debtors of a file, as they would be sent. */
  identifications: z.array(z.string().min(1).max(200)).max(5_000),
});
export type TellHeldInput = z.input<typeof inputSchema>;

/** Which of these debtors the tenant keeps out of its loads, and why. */
export async function tellHeld(ctx: Ctx, input: TellHeldInput): Promise<readonly HeldDebtor[]> {
  const tenantId = await authorise(ctx, "uploads.load", input.tenantId);
  const { identifications } = parseInput(inputSchema, input);
  const db = tenantDatabase(tenantId);
  const country = await findCountry(db, tenantId);
  return findHeld(db, tenantId, [...new Set(identifications.map((one) => holdKey(one, country)))]);
}
