import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { selectHolds } from "#lib/database/holds/holds.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ tenantId: z.string(), holdId: z.uuid() });
export type RevealHoldInput = z.input<typeof inputSchema>;

/** One person of the list of holds without the mask, and the entry that says who saw it, in one transaction. */
export async function revealHold(ctx: Ctx, input: RevealHoldInput): Promise<HoldView> {
  const tenantId = await authorise(ctx, "holds.manage", input.tenantId);
  const { holdId } = parseInput(inputSchema, input);
  return withTransaction(tenantId, async (tx) => {
    const [hold] = await selectHolds(tx, tenantId, { text: "", only: holdId, after: null, limit: 1 });
    if (hold === undefined) throw new AppError("not_found");
    const key = holdKey(hold.identification, await findCountry(tx, tenantId));
    const details = { list: "holds", person: personDigest(tenantId, key) };
    await recordAudit(tx, ctx, "debtor_revealed", { tenantId, details });
    return hold;
  });
}
