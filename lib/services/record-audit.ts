import type { Transaction } from "#lib/database/client.ts";
import { type AuditedBy, insertAuditEntry, type NewAuditEntry } from "#lib/database/operations/audit-entries.ts";
import type { AuditAction } from "#lib/domain/audit/audit-actions.ts";
import { maskText } from "#lib/domain/masking/mask-text.ts";
import type { Ctx } from "./context.ts";

/**
 * Writes the entry in the caller's transaction: an action and its entry are committed together or not at all. In a person's
 * own words numbers are masked: the trail outlives the debtor whom they may quote.
 */
export async function recordAudit(
  tx: Transaction,
  ctx: Ctx,
  action: AuditAction,
  about: { tenantId?: string; subject?: string; details?: NewAuditEntry["details"] },
): Promise<void> {
  const { details = {} } = about;
  const { reason } = details;
  await insertAuditEntry(tx, {
    ...auditedBy(ctx),
    tenantId: about.tenantId ?? null,
    action,
    subject: about.subject ?? null,
    details: typeof reason === "string" ? { ...details, reason: maskText(reason) } : details,
  });
}

/** For entries written outside {@link recordAudit}. */
export function auditedBy(ctx: Ctx): AuditedBy {
  return { actorId: ctx.actor?.userId ?? null, address: ctx.address, requestId: ctx.requestId ?? null };
}
