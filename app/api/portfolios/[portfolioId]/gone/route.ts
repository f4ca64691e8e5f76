import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { formatOf, tableResponse } from "../../../uploads/[uploadId]/report/table-response.ts";
import { goneTable } from "./gone-table.ts";

export const dynamic = "force-dynamic";

/** Who is gone in a portfolio as a file: `?format=xlsx` or `?format=csv`. */
export const GET = defineRoute<{ portfolioId: string }>(async (ctx, { portfolioId }, request) => {
  const format = formatOf(new URL(request.url).searchParams);
  const report = await exportGone(ctx, { portfolioId });
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.closeOut");
  return tableResponse(goneTable(report, locale, format), {
    format,
    fileName: `${report.portfolioName} - ${t("fileEnding")}.${format}`,
    sheetName: t("heading"),
    locale,
  });
});
