import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { type ExportRowsInput, exportRows } from "#lib/services/outcomes/export-rows.ts";
import { reportTable } from "#lib/spreadsheet/report/report-table.ts";
import { reportName } from "./report-name.ts";
import { reportWords } from "./report-words.ts";
import { formatOf, tableResponse } from "./table-response.ts";

export const dynamic = "force-dynamic";

/** One group of an upload as a file: `?group=failures&format=xlsx`, some of its debtors with `&debtors=1,2` or `&reason=KEY`, or some left-out rows with `&leftOut=KEY`; with `&toCorrect` only what can still be corrected. */
export const GET = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const query = new URL(request.url).searchParams;
  const format = formatOf(query);
  // Unchecked here; the use case parses it.
  const group = (query.get("group") ?? "failures") as ExportRowsInput["group"];
  const locale = await requestLocale();
  const debtors = query.get("debtors");
  const ordinals = debtors === null ? undefined : debtors.split(",").map(Number);
  const rejectionKey = query.get("reason") ?? undefined;
  const leftOutKey = query.get("leftOut") ?? undefined;
  const toCorrect = query.has("toCorrect");
  const report = await exportRows(ctx, { uploadId, group, ordinals, rejectionKey, leftOutKey, toCorrect });
  const table = reportTable(report, reportWords(locale, report.headers), { isGuarded: format === "csv" });
  return tableResponse(table, {
    format,
    fileName: reportName(report.fileName, report.group, format, locale),
    sheetName: translatorFor(locale, "outcome.report")("sheet"),
    locale,
  });
});
