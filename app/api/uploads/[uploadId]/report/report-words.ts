import { isKnownKey } from "#components/outcome/known-key.ts";
import type { ReportRow } from "#lib/domain/outcome/pages.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import type { ReportWords } from "#lib/spreadsheet/report/report-table.ts";

/** The words of reports in one language. */
export function reportWords(locale: Locale): ReportWords {
  const t = translatorFor(locale, "outcome.report");
  const outcomes = translatorFor(locale, "ui.outcome");
  const issues = translatorFor(locale, "issues");
  const reasons = translatorFor(locale, "reasons");
  const { reasons: known } = messagesFor(locale);

  function reasonOf({ reason, issues: found }: ReportRow): string {
    if (reason === null) return found.map((issue) => issues(`${issue.code}.text`, { ...issue.params })).join(" ");
    if (!isKnownKey(known, reason)) return reasons("unknown", { code: reason });
    return typeof known[reason] === "string" ? String(known[reason]) : reasons("unknown", { code: reason });
  }

  return {
    line: t("line"),
    identification: t("identification"),
    result: t("result"),
    evidence: t("evidence"),
    reason: t("reason"),
    remoteText: t("remote"),
    fault: t("fault"),
    resultOf: ({ group }) => (group === "left_out" ? t("leftOut") : outcomes(group)),
    evidenceOf: ({ evidence, group }) => (group === "left_out" ? "" : reasons(`evidence.${evidence ?? "none"}`)),
    reasonOf,
  };
}
