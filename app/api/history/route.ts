import { listInputOf, readHistoryFilter } from "#lib/domain/history/history-filter.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { formatOf, tableResponse } from "../uploads/[uploadId]/report/table-response.ts";
import { historyTable } from "./history-table.ts";

export const dynamic = "force-dynamic";

/**
 * The history as a file: `?format=xlsx` or `?format=csv`, with the filter of its page, of one tenant (`&tenant=`) or
 * of all one's tenants.
 */
export const GET = defineRoute(async (ctx, _params, request) => {
  const query = new URL(request.url).searchParams;
  const format = formatOf(query);
  const tenantId = query.get("tenant") ?? undefined;
  const filter = readHistoryFilter(Object.fromEntries(query));
  const uploads = await exportUploads(ctx, { ...listInputOf(filter, new Date()), tenantId });
  const locale = await requestLocale();
  const t = translatorFor(locale, "history.export");
  return tableResponse(historyTable(uploads, locale, format), {
    format,
    fileName: `${t("fileName")}.${format}`,
    sheetName: t("fileName"),
    locale,
  });
});
