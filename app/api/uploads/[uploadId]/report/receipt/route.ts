import { receiptWords } from "#lib/i18n/receipt-words.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportReceipt } from "#lib/services/uploads/export-receipt.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { attachment } from "../attachment.ts";
import { streamOf } from "../stream-of.ts";
import { receiptTable } from "./receipt-table.ts";

export const dynamic = "force-dynamic";

/** A load's receipt as a file: `?format=xlsx` or `?format=json`, whose names and figures are the same in every language. */
export const GET = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const format = new URL(request.url).searchParams.get("format") === "json" ? "json" : "xlsx";
  const receipt = await exportReceipt(ctx, { uploadId });
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.receipt");
  const name = receipt.file.name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  const headers = {
    "content-disposition": attachment(`${name} - ${t("fileEnding")}.${format}`),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  if (format === "json") return Response.json(receipt, { headers });
  const bytes = writeXlsx(receiptTable(receipt, locale), { sheetName: receiptWords(locale).title(receipt) });
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return new Response(streamOf(bytes), { headers: { ...headers, "content-type": type } });
});
