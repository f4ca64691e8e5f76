import { portalDatabase } from "#lib/database/client.ts";
import { selectAuditActors } from "#lib/database/operations/audit-entries.ts";
import type { AuditActor } from "#lib/domain/views/audit-view.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { auditReach } from "./audit-scope.ts";

/** The users by whom the trail that the actor may see can be narrowed. */
export async function listAuditActors(ctx: Ctx, _input: object): Promise<AuditActor[]> {
  const tenants = await authoriseTenants(ctx, "audit.read", undefined);
  return selectAuditActors(portalDatabase(), auditReach(ctx, undefined, tenants));
}
