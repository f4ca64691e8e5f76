import { z } from "zod";
import { portalDatabase, tenantsDatabase } from "#lib/database/client.ts";
import { selectRetired } from "#lib/database/tenants/tenants.ts";
import { secondsLeft } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { SessionLife } from "#lib/domain/views/session-view.ts";
import { authoriseActor, maySee, retiredTenants } from "../authorise.ts";
import type { Actor, Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

/** The tenant of the page that calls. */
const inputSchema = z.object({ tenantId: z.string().nullish() });
export type SessionInput = z.input<typeof inputSchema>;

/**
 * The session's user, how long it still lasts, and whether the page's tenant is still theirs, or why not. Calling it does
 * not extend the session. Throws `signed_out` if it is over.
 */
export async function showSession(ctx: Ctx, input: SessionInput = {}): Promise<SessionLife> {
  const actor = authoriseActor(ctx, "session.keep");
  const { tenantId } = parseInput(inputSchema, input);
  const [endsInSeconds, hasTenant] = await Promise.all([
    secondsLeft(portalDatabase(), actor.sessionId),
    tenantId == null || maySee(actor, tenantId),
  ]);
  if (endsInSeconds === null) throw new AppError("signed_out");
  const retiredAt = tenantId == null || hasTenant ? null : await retiredSince(actor, tenantId);
  return { userId: actor.userId, endsInSeconds, hasTenant, retiredAt };
}

async function retiredSince(actor: Actor, tenantId: string): Promise<string | null> {
  const ids = (await retiredTenants(actor)).filter((id) => id === tenantId);
  if (ids.length === 0) return null;
  const [tenant] = await selectRetired(tenantsDatabase(ids), ids);
  return tenant?.retiredAt ?? null;
}
