import { portalDatabase } from "#lib/database/client.ts";
import { selectAuditActors } from "#lib/database/operations/audit-entries.ts";
import type { AuditActor } from "#lib/domain/views/audit-view.ts";
import type { Ctx } from "../context.ts";
import { auditTenants } from "./audit-scope.ts";

/** The users by whom the trail that the actor may see can be narrowed. */
export async function listAuditActors(ctx: Ctx, _input: object): Promise<AuditActor[]> {
  return selectAuditActors(portalDatabase(), await auditTenants(ctx, undefined));
}
