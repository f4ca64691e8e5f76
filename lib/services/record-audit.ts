import type { Transaction } from "#lib/database/client.ts";
import { type AuditedBy, insertAuditEntry, type NewAuditEntry } from "#lib/database/operations/audit-entries.ts";
import type { Ctx } from "./context.ts";

/** Every audited action; the catalogues have a sentence for each (`audit.*`). */
export const auditActions = [
  "signed_in",
  "sign_in_failed",
  "signed_out",
  "sessions_ended",
  "tenant_created",
  "tenant_edited",
  "tenant_retired",
  "tenant_reopened",
  "connection_tested",
  "custom_field_declared",
  "custom_field_edited",
  "custom_field_removed",
  "portfolio_created",
  "portfolio_edited",
  "portfolio_rested",
  "portfolio_woken",
  "hold_added",
  "hold_ended",
  "debtor_revealed",
  "person_exported",
  "person_erased",
  "user_created",
  "user_edited",
  "user_invited",
  "link_made",
  "reset_asked",
  "password_set",
  "password_changed",
  "second_factor_set_up",
  "second_factor_removed",
  "second_factor_reset",
  "second_factor_failed",
  "recovery_codes_made",
  "recovery_code_used",
  "reauthenticated",
  "reauthentication_failed",
  "provider_linked",
  "provider_refused",
  "first_admin_made",
  "upload_started",
  "upload_staged",
  "upload_discarded",
  "upload_refused",
  "sending_chosen",
  "drift_explained",
  "declared_explained",
  "close_out_made",
  "upload_confirmed",
  "upload_paused",
  "upload_resumed",
  "upload_cancelled",
  "upload_retried",
  "upload_erased",
  "read_back_asked",
  "outcome_stated",
  "report_downloaded",
  "correction_opened",
  // By the function doubt_restored.
  "database_restored",
  "restore_reviewed",
] as const;
export type AuditAction = (typeof auditActions)[number];

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
