import { formattingLocaleOf, type Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { type ExportRowsInput, exportRows } from "#lib/services/outcomes/export-rows.ts";
import { reportTable } from "#lib/spreadsheet/report/report-table.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { attachment } from "./attachment.ts";
import { reportName } from "./report-name.ts";
import { reportWords } from "./report-words.ts";
import { streamOf } from "./stream-of.ts";

export const dynamic = "force-dynamic";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/**
 * One group of an upload as a file: `?group=failures&format=xlsx`, some of its debtors with `&debtors=1,2`.
 * It is written while it is read, so its size does not matter.
 */
export const GET = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const query = new URL(request.url).searchParams;
  const format = query.get("format") === "csv" ? "csv" : "xlsx";
  // Unchecked here; the use case parses it.
  const group = (query.get("group") ?? "failures") as ExportRowsInput["group"];
  const locale = await requestLocale();
  const t = translatorFor(locale, "outcome.report");
  const debtors = query.get("debtors");
  const ordinals = debtors === null ? undefined : debtors.split(",").map(Number);
  const report = await exportRows(ctx, { uploadId, group, ordinals });
  const table = reportTable(report, reportWords(locale, report.headers), { isGuarded: format === "csv" });
  const bytes =
    format === "csv"
      ? writeCsv(table, { delimiter: delimiterOf(locale) })
      : writeXlsx(table, { sheetName: t("sheet") });

  return new Response(streamOf(bytes), {
    headers: {
      "content-type": types[format],
      "content-disposition": attachment(reportName(report.fileName, report.group, format, locale)),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});

/** Excel opens a CSV with the list separator of its system: a semicolon wherever the comma is the decimal mark. */
function delimiterOf(locale: Locale): ";" | "," {
  const parts = new Intl.NumberFormat(formattingLocaleOf(locale)).formatToParts(1.5);
  return parts.some((part) => part.type === "decimal" && part.value === ",") ? ";" : ",";
}
