import { historyZone } from "#lib/domain/history/history-days.ts";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { momentCell, type ReportCell, type ReportTable, wordCell } from "#lib/spreadsheet/report/report-cell.ts";
import { auditWords, subjectName } from "../../(portal)/admin/audit/audit-words.ts";

/** Entries of the audit trail as a table in the reader's language, with their ids: the command that verifies it names those. */
export function auditTable(entries: AsyncIterable<AuditView>, locale: Locale): ReportTable {
  const t = translatorFor(locale, "admin.audit");
  const columns = ["at", "actor", "action", "about", "tenant", "details", "address", "id"] as const;
  return { headers: columns.map((column) => t(column)), rows: rowsOf(entries, locale) };
}

async function* rowsOf(entries: AsyncIterable<AuditView>, locale: Locale): AsyncGenerator<readonly ReportCell[]> {
  const words = auditWords(locale);
  const about = (entry: AuditView): string => {
    const { subject } = entry;
    if (subject === null) return words.nobody(entry) ?? "";
    return subject.kind === "user" ? `${subject.name} · ${subject.email}` : subjectName(subject);
  };
  for await (const entry of entries) {
    const { id, at, tenant, details, address } = entry;
    const told = Object.entries(details).map(
      ([name, value]) => `${words.detailName(name)}: ${words.value(name, value)}`,
    );
    yield [
      momentCell(at, historyZone),
      ...[
        words.actor(entry),
        words.action(entry),
        about(entry),
        tenant?.name ?? "",
        told.join(" · "),
        address ?? "",
        id,
      ].map(wordCell),
    ];
  }
}
