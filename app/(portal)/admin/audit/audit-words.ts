import type { AuditView } from "#lib/domain/views/audit-view.ts";
import { isKnownKey } from "#lib/i18n/known-key.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { auditValueWords } from "./audit-value-words.ts";

/** Says the parts of an audit entry in a language. */
export function auditWords(locale: Locale) {
  const t = translatorFor(locale, "admin.audit");
  const { actions, detailNames } = messagesFor(locale).admin.audit;
  return {
    actor: ({ actor, address }: AuditView): string => actor?.name ?? t(address === null ? "portal" : "nobody"),
    action: ({ action }: AuditView): string => (isKnownKey(actions, action) ? t(`actions.${action}`) : action),
    /** Of an entry without a subject: a failed sign-in without an account names nobody, since the typed email is not kept. */
    nobody: ({ action }: AuditView): string | null =>
      action === "sign_in_failed" || action === "sign_in_throttled" ? t("noAccount") : null,
    detailName: (name: string): string => (isKnownKey(detailNames, name) ? t(`detailNames.${name}`) : name),
    value: auditValueWords(locale),
  };
}

/** The name of what an entry is about. */
export function subjectName(subject: NonNullable<AuditView["subject"]>): string {
  return subject.kind === "upload" ? subject.fileName : subject.name;
}
