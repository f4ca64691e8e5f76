import type { Transaction } from "#lib/database/client.ts";
import { type AuditedBy, insertAuditEntry, type NewAuditEntry } from "#lib/database/operations/audit-entries.ts";
import type { AuditAction } from "#lib/domain/audit/audit-actions.ts";
import type { Ctx } from "./context.ts";

/** Writes the entry in the caller's transaction: an action and its entry are committed together or not at all. */
export async function recordAudit(
  tx: Transaction,
  ctx: Ctx,
  action: AuditAction,
  about: { tenantId?: string; subject?: string; details?: NewAuditEntry["details"] },
): Promise<void> {
  await insertAuditEntry(tx, {
    ...auditedBy(ctx),
    tenantId: about.tenantId ?? null,
    action,
    subject: about.subject ?? null,
    details: about.details ?? {},
  });
}

/** For entries written outside {@link recordAudit}. */
export function auditedBy(ctx: Ctx): AuditedBy {
  return { actorId: ctx.actor?.userId ?? null, address: ctx.address, requestId: ctx.requestId ?? null };
}
