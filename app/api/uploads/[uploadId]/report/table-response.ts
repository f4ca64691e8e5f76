import { listSeparatorOf } from "#lib/i18n/list-separator.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import type { ReportTable } from "#lib/spreadsheet/report/report-cell.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { attachment } from "./attachment.ts";
import { streamOf } from "./stream-of.ts";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export type TableFormat = keyof typeof types;

export function formatOf(query: URLSearchParams): TableFormat {
  return query.get("format") === "csv" ? "csv" : "xlsx";
}

export interface TableFile {
  readonly format: TableFormat;
  readonly fileName: string;
  readonly sheetName: string;
  readonly locale: Locale;
}

/** A table as a download, written while it is read, so its size does not matter. */
export function tableResponse(table: ReportTable, { format, fileName, sheetName, locale }: TableFile): Response {
  const bytes =
    format === "csv" ? writeCsv(table, { delimiter: listSeparatorOf(locale) }) : writeXlsx(table, { sheetName });
  return new Response(streamOf(bytes), {
    headers: {
      "content-type": types[format],
      "content-disposition": attachment(fileName),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
