import { z } from "zod";
import type { AuditScope } from "#lib/database/operations/audit-entries.ts";
import { actionsOf, auditActions, auditGroupNames } from "#lib/domain/audit/audit-actions.ts";
import type { Ctx, TenantId } from "../context.ts";

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

/** Of these tenants, which the actor may see: null for an admin who names none, whose are all entries, those of no tenant too. */
export function auditReach(
  { actor }: Ctx,
  tenantId: string | undefined,
  tenantIds: readonly TenantId[],
): readonly TenantId[] | null {
  return tenantId === undefined && actor?.role === "admin" ? null : tenantIds;
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
