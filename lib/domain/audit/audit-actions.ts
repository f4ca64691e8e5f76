/** Every audited action, in the groups of the trail's filter; the catalogues have a sentence for each (`audit.*`). */
export const auditGroups = {
  sign_ins: [
    "signed_in",
    "sign_in_failed",
    "sign_in_throttled",
    "signed_out",
    "sessions_ended",
    "reauthenticated",
    "reauthentication_failed",
    "provider_linked",
    "provider_unlinked",
    "provider_refused",
  ],
  accounts: [
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
    "first_admin_made",
  ],
  settings: [
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
  ],
  loads: [
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
    "correction_opened",
    "upload_erased",
    "read_back_asked",
    "outcome_stated",
  ],
  people: ["hold_added", "hold_extended", "hold_ended", "person_exported", "person_erased"],
  // Seeing is noted by record-seen.ts.
  seen: ["debtor_searched", "debtors_viewed", "debtor_revealed", "report_downloaded"],
  // The first by the function doubt_restored.
  portal: ["database_restored", "restore_reviewed"],
} as const satisfies Record<string, readonly string[]>;

export type AuditGroup = keyof typeof auditGroups;
export type AuditAction = (typeof auditGroups)[AuditGroup][number];

export const auditGroupNames = Object.keys(auditGroups) as AuditGroup[];
export const auditActions: readonly AuditAction[] = Object.values(auditGroups).flat();

/** The actions of a group, or the one action. */
export function actionsOf(name: AuditGroup | AuditAction): readonly AuditAction[] {
  return isGroup(name) ? auditGroups[name] : [name];
}

function isGroup(name: string): name is AuditGroup {
  return Object.hasOwn(auditGroups, name);
}
