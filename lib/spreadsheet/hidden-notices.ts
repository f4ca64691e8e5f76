import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Notice } from "./finding-codes.ts";
import type { OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { ReadingSettings } from "./protocol/reading.ts";

/** Notices for hidden rows and columns that are read like the others. */
export function hiddenNotices(
  { hidden }: OpenSpreadsheet,
  { hiddenRows }: ReadingSettings,
  columns: readonly ColumnReport[],
): Notice[] {
  const notices: Notice[] = [];
  const [line] = hidden.lines;
  if (line !== undefined && hiddenRows !== "aside")
    notices.push({ code: "hidden_rows", params: { count: hidden.lines.length, line } });
  const headers = columns.map(({ header }) => `«${header}»`).join(", ");
  if (columns.length > 0) notices.push({ code: "hidden_columns", params: { count: columns.length, headers } });
  return notices;
}
