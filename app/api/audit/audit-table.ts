import type { AuditSubject } from "#lib/domain/access/views.ts";
import { historyZone } from "#lib/domain/history/history-days.ts";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import { isKnownKey } from "#lib/i18n/known-key.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import type { ReportCell, ReportTable } from "#lib/spreadsheet/report/report-cell.ts";
import { auditValueWords } from "../../(portal)/admin/audit/audit-value-words.ts";

/** Entries of the audit trail as a table in the reader's language, with their ids: the command that verifies it names those. */
export function auditTable(entries: AsyncIterable<AuditView>, locale: Locale): ReportTable {
  const t = translatorFor(locale, "admin.audit");
  const columns = ["at", "actor", "action", "about", "tenant", "details", "address", "id"] as const;
  return { headers: columns.map((column) => t(column)), rows: rowsOf(entries, locale) };
}

async function* rowsOf(entries: AsyncIterable<AuditView>, locale: Locale): AsyncGenerator<readonly ReportCell[]> {
  const t = translatorFor(locale, "admin.audit");
  const { actions, detailNames } = messagesFor(locale).admin.audit;
  const valueWords = auditValueWords(locale);
  for await (const { id, at, actor, action, subject, tenant, details, address } of entries) {
    const told = Object.entries(details).map(
      ([name, value]) =>
        `${isKnownKey(detailNames, name) ? t(`detailNames.${name}`) : name}: ${valueWords(name, value)}`,
    );
    yield [
      // Sweden writes times as ISO does.
      {
        text: new Date(at).toLocaleString("sv-SE", { timeZone: historyZone }).replace(" ", "T"),
        kind: "date",
        holds: "value",
        isAtFault: false,
      },
      text(actor?.name ?? t(address === null ? "portal" : "nobody")),
      text(isKnownKey(actions, action) ? t(`actions.${action}`) : action),
      text(nameOf(subject)),
      text(tenant?.name ?? ""),
      text(told.join(" · ")),
      text(address ?? ""),
      text(id),
    ];
  }
}

function nameOf(subject: AuditSubject | null): string {
  if (subject === null) return "";
  if (subject.kind === "upload") return subject.fileName;
  return subject.kind === "user" ? `${subject.name} · ${subject.email}` : subject.name;
}

function text(written: string): ReportCell {
  return { text: written, kind: "text", holds: "word", isAtFault: false };
}
