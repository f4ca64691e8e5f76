import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { formatOf, tableResponse } from "../table-response.ts";
import { comparisonTable } from "./comparison-table.ts";

export const dynamic = "force-dynamic";

/** A load's comparison as a file: `?format=xlsx` or `?format=csv`. */
export const GET = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const format = formatOf(new URL(request.url).searchParams);
  const report = await exportComparison(ctx, { uploadId });
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.comparison");
  const name = report.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  return tableResponse(comparisonTable(report, locale, format), {
    format,
    fileName: `${name} - ${t("file.ending")}.${format}`,
    sheetName: t("title"),
    locale,
  });
});
