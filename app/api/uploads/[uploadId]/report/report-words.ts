import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { isReasonLeftOut } from "#lib/domain/validation/leave-out.ts";
import type { ReportRow } from "#lib/domain/views/report.ts";
import { issueKey } from "#lib/i18n/issue-key.ts";
import { isKnownKey } from "#lib/i18n/known-key.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { personNumber } from "#lib/i18n/person-number.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import type { ReportWords } from "#lib/spreadsheet/report/report-table.ts";

/** The words of a report in one language. `headers` are the file's: a sentence names the column it is about. */
export function reportWords(locale: Locale, headers: readonly string[]): ReportWords {
  const t = translatorFor(locale, "outcome.report");
  const outcomes = translatorFor(locale, "ui.outcome");
  const issues = translatorFor(locale, "issues");
  const reasons = translatorFor(locale, "reasons");
  const aside = translatorFor(locale, "findings.aside.reason");
  const person = personNumber(locale);
  const { reasons: known, issues: texts } = messagesFor(locale);

  function reasonOf({ group, reason, issues: found, setAside }: ReportRow): string {
    if (setAside !== undefined) return aside(setAside);
    if (reason === null) {
      const sentences = found.map((issue) => {
        const column = issue.column === null ? undefined : headers[issue.column];
        const sentence = issues(issueKey(issue, "text", texts), { ...issue.params });
        return column === undefined ? sentence : `${column}: ${sentence}`;
      });
      const hasError = group !== "left_out" || found.some(isReasonLeftOut);
      return (hasError ? sentences : [`${t("otherRow")}.`, ...sentences]).join(" ");
    }
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
    reference: t("reference"),
    personOf: ({ identification }) => (identification === null ? "" : person(identification)),
    lineOf: (row) => {
      const { line, isOfDebtors } = placeOfLine(row.line);
      return isOfDebtors ? t("debtorsLine", { line: String(line) }) : String(line);
    },
    resultOf: ({ group, isSentInPart = false }) => {
      if (group === "set_aside") return t("setAside");
      return group === "left_out" ? t(isSentInPart ? "sentInPart" : "leftOut") : outcomes(group);
    },
    evidenceOf: ({ evidence, group }) =>
      group === "set_aside" || (evidence === null && group !== "unconfirmed")
        ? ""
        : reasons(`evidence.${evidence ?? "none"}`),
    reasonOf,
  };
}
