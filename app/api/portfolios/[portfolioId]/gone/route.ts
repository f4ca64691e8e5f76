import type { GoneReport } from "#lib/domain/views/close-out-view.ts";
import { formattersFor } from "#lib/i18n/formatters.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import type { ReportCell, ReportTable } from "#lib/spreadsheet/report/report-cell.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { attachment } from "../../../uploads/[uploadId]/report/attachment.ts";
import { streamOf } from "../../../uploads/[uploadId]/report/stream-of.ts";

export const dynamic = "force-dynamic";

/** Who is gone in a portfolio as a workbook, written while it is read. */
export const GET = defineRoute<{ portfolioId: string }>(async (ctx, { portfolioId }) => {
  const report = await exportGone(ctx, { portfolioId });
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.closeOut");
  const bytes = writeXlsx(goneTable(report, locale), { sheetName: t("heading") });
  return new Response(streamOf(bytes), {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": attachment(`${report.portfolioName} - ${t("fileEnding")}.xlsx`),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});

function goneTable(report: GoneReport, locale: Locale): ReportTable {
  const t = translatorFor(locale, "portfolios.closeOut");
  const columns = ["identification", "name", "obligations", "balance", "since"] as const;
  return { headers: columns.map((column) => t(column)), rows: cellsOf(report, locale) };
}

async function* cellsOf({ rows }: GoneReport, locale: Locale): AsyncGenerator<readonly ReportCell[]> {
  const { date } = formattersFor(locale);
  for await (const { identification, name, obligations, balance, since } of rows)
    yield [text(identification), text(name), amount(String(obligations)), amount(balance), text(date(since))];
}

function text(written: string): ReportCell {
  return { text: written, kind: "text", holds: "word", isAtFault: false };
}

function amount(written: string): ReportCell {
  return { text: written, kind: "number", holds: "amount", isAtFault: false };
}
