import { auditInputOf, readAuditFilter } from "#lib/domain/audit/audit-filter.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportAudit } from "#lib/services/operations/export-audit.ts";
import { formatOf, tableResponse } from "../uploads/[uploadId]/report/table-response.ts";
import { auditTable } from "./audit-table.ts";

export const dynamic = "force-dynamic";

/** The audit trail as a file: `?format=xlsx` or `?format=csv`, with the filter of its page. */
export const GET = defineRoute(async (ctx, _params, request) => {
  const query = new URL(request.url).searchParams;
  const format = formatOf(query);
  const entries = await exportAudit(ctx, auditInputOf(readAuditFilter(Object.fromEntries(query))));
  const locale = await requestLocale();
  const title = translatorFor(locale, "admin.audit")("title");
  return tableResponse(auditTable(entries, locale), {
    format,
    fileName: `${title}.${format}`,
    sheetName: title,
    locale,
  });
});
