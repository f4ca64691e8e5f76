import { z } from "zod";
import { tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { countHolds, type HoldColumns, insertHolds, isDayOver } from "#lib/database/holds/holds.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { readIdentification } from "#lib/domain/person/read-identification.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { holdSettings } from "./hold-input.ts";

/** As many as a page is told of in one answer, and staging keeps in memory. */
const mostHolds = 100_000;
const mostAtOnce = 1_000;

const inputSchema = z.object({
  tenantId: z.string(),
  /** As typed or pasted, one person each. */
  identifications: z.array(z.string().trim().min(1).max(100)).min(1).max(mostAtOnce),
  ...holdSettings,
});
export type AddHoldsInput = z.input<typeof inputSchema>;

export interface AddedHolds {
  readonly added: number;
  /** They were held for less long: their hold was replaced, with its reason. */
  readonly extended: number;
  /** They are held already, for as long or longer, and stay as they are. */
  readonly known: number;
  /** Texts in which no identification can be read, in their order: nobody is added for them. */
  readonly unreadable: readonly string[];
}

/**
 * Adds people to the list of those whom every later load keeps out. An audit entry for each, with a keyed hash of the
 * identification; of a hold that takes the place of a shorter one, with what that was. `invalid` if the last day is over by the tenant's clock, `conflict` if the list would have more than 100,000.
 */
export async function addHolds(ctx: Ctx, input: AddHoldsInput): Promise<AddedHolds> {
  const { userId } = authoriseActor(ctx, "holds.manage");
  const tenantId = await authorise(ctx, "holds.manage", input.tenantId);
  const { identifications, why, note, until } = parseInput(inputSchema, input);
  const holds = new Map<string, Omit<HoldColumns, "until">>();
  const unreadable: string[] = [];
  const country = await findCountry(tenantDatabase(tenantId), tenantId);
  for (const text of identifications) {
    const read = readIdentification(text, country);
    if (read === null) unreadable.push(text);
    else holds.set(read.key, { ...read, why, note });
  }
  return withTransaction(tenantId, async (tx) => {
    if (until !== null && (await isDayOver(tx, tenantId, until)))
      throw new AppError("invalid", { fields: ["until"], problems: ["until:too_small"] });
    if ((await countHolds(tx, tenantId)) + holds.size > mostHolds)
      throw new AppError("conflict", { fields: ["identifications"] });
    const { added, extended } = await insertHolds(tx, tenantId, userId, [...holds.values()], until);
    for (const key of added) {
      const details = { person: personDigest(tenantId, key), why, ...(until === null ? {} : { until }) };
      await recordAudit(tx, ctx, "hold_added", { tenantId, details });
    }
    for (const { key, ...old } of extended) {
      const details = {
        person: personDigest(tenantId, key),
        why: old.why === why ? why : { from: old.why, to: why },
        until: { from: old.until, to: until },
      };
      await recordAudit(tx, ctx, "hold_extended", { tenantId, details });
    }
    const known = holds.size - added.length - extended.length;
    return { added: added.length, extended: extended.length, known, unreadable };
  });
}
