import type { GoneReport } from "#lib/domain/views/close-out-view.ts";
import { formattersFor } from "#lib/i18n/formatters.ts";
import { decimalMarkOf } from "#lib/i18n/list-separator.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { joinedNumbers } from "#lib/spreadsheet/report/joined-numbers.ts";
import { amountCell, type ReportCell, type ReportTable, wordCell } from "#lib/spreadsheet/report/report-cell.ts";
import type { TableFormat } from "../../../uploads/[uploadId]/report/table-response.ts";

/**
 * A list of who and what is gone in a portfolio as a table. In a CSV amounts have the language's decimal mark; a
 * workbook has numbers.
 */
export function goneTable(
  { list, rows }: Pick<GoneReport, "list" | "rows">,
  locale: Locale,
  format: TableFormat,
): ReportTable {
  const t = translatorFor(locale, "portfolios.closeOut");
  const of = list === "closed" ? (["closedAt", "closedBy"] as const) : (["since", "load"] as const);
  const back = list === "gone" ? (["backIn"] as const) : [];
  const columns = ["identification", "name", "obligations", "balance", ...of, ...back, "numbers"] as const;
  return { headers: columns.map((column) => t(column)), rows: cellsOf(list, rows, locale, format) };
}

async function* cellsOf(
  list: GoneReport["list"],
  rows: GoneReport["rows"],
  locale: Locale,
  format: TableFormat,
): AsyncGenerator<readonly ReportCell[]> {
  const { date } = formattersFor(locale);
  const mark = format === "csv" ? decimalMarkOf(locale) : ".";
  for await (const { identification, name, numbers, balance, since, fileName, backIn } of rows)
    yield [
      wordCell(identification),
      wordCell(name),
      amountCell(String(numbers.length)),
      amountCell(balance.replace(".", mark)),
      wordCell(date(since)),
      wordCell(fileName ?? ""),
      ...(list === "gone" ? [wordCell(backIn?.fileName ?? "")] : []),
      wordCell(joinedNumbers(numbers)),
    ];
}
