import type { ReportRow } from "#lib/domain/views/report.ts";
import { addedHeaders } from "#lib/spreadsheet/report/added-headers.ts";
import type { ReportWords } from "#lib/spreadsheet/report/report-table.ts";

const [line, identification, result, evidence, reason, remoteText, fault, reference] = addedHeaders[0] ?? [];

/** The words of a report in Spanish, with its sentences replaced by fixed short ones. */
export const reportWordsInTests: ReportWords = {
  line: line ?? "",
  identification: identification ?? "",
  result: result ?? "",
  evidence: evidence ?? "",
  reason: reason ?? "",
  remoteText: remoteText ?? "",
  fault: fault ?? "",
  reference: reference ?? "",
  personOf: ({ identification }) => identification ?? "",
  lineOf: (row: ReportRow) => String(row.line),
  resultOf: () => "Rechazado",
  evidenceOf: () => "",
  reasonOf: () => "Rechazado por el CRM",
};
