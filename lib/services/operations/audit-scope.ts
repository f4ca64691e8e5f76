import { z } from "zod";
import type { AuditScope } from "#lib/database/operations/audit-entries.ts";
import { actionsOf, auditActions, auditGroupNames } from "#lib/domain/audit/audit-actions.ts";
import { authoriseActor, authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";

export const auditInput = {
  tenantId: z.uuid().optional(),
  /** An action, or a group of them. */
  action: z.enum([...auditGroupNames, ...auditActions]).optional(),
  /** Who did it. */
  userId: z.uuid().optional(),
  /** Id of what the entries are about. */
  subject: z.uuid().optional(),
  from: z.date().optional(),
  /** Exclusive. */
  to: z.date().optional(),
};
const auditSchema = z.object(auditInput);

/** The tenants of whose trail the actor may see: null for an admin without a given one, whose are all, and entries of none. */
export async function auditTenants(ctx: Ctx, tenantId: string | undefined): Promise<readonly string[] | null> {
  const tenants = await authoriseTenants(ctx, "audit.read", tenantId);
  return tenantId === undefined && authoriseActor(ctx, "audit.read").role === "admin" ? null : tenants;
}

/** What of the trail the input asks for, in the tenants that the actor may see. */
export function auditScope(tenantIds: readonly string[] | null, input: z.output<typeof auditSchema>): AuditScope {
  const { action, userId = null, subject, from = null, to = null } = input;
  return {
    ...{ tenantIds, userId, from, to, people: null },
    actions: action === undefined ? null : actionsOf(action),
    subjects: subject === undefined ? null : [subject],
  };
}
