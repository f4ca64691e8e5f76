import { goneLists } from "#lib/domain/views/close-out-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { formatOf, tableResponse } from "../../../uploads/[uploadId]/report/table-response.ts";
import { goneTable } from "./gone-table.ts";

export const dynamic = "force-dynamic";

/** A list of who and what is gone in a portfolio as a file: `?list=` (gone, staying, closed), `?format=xlsx` or `csv`. */
export const GET = defineRoute<{ portfolioId: string }>(async (ctx, { portfolioId }, request) => {
  const { searchParams } = new URL(request.url);
  const format = formatOf(searchParams);
  const list = goneLists.find((one) => one === searchParams.get("list")) ?? "gone";
  const report = await exportGone(ctx, { portfolioId, list });
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.closeOut");
  const ending = list === "gone" ? t("fileEnding") : t(`fileEndings.${list}`);
  return tableResponse(goneTable(report, locale, format), {
    format,
    fileName: `${report.portfolioName} - ${ending}.${format}`,
    sheetName: t(`lists.${list}`),
    locale,
  });
});
