import { type Receipt, receiptLines } from "#lib/domain/portfolio/receipt.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { receiptWords } from "#lib/i18n/receipt-words.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import type { ReportCell, ReportTable } from "#lib/spreadsheet/report/report-cell.ts";

const columns = ["concept", "detail", "rows", "debtors", "obligations", "balance"] as const;

/** A receipt as a table: what the load was, then a line for each part of the file and its reasons. */
export function receiptTable(receipt: Receipt, locale: Locale): ReportTable {
  const t = translatorFor(locale, "portfolios.receipt.columns");
  return { headers: columns.map((column) => t(column)), rows: rowsOf(receipt, locale) };
}

async function* rowsOf(receipt: Receipt, locale: Locale): AsyncGenerator<readonly ReportCell[]> {
  const words = receiptWords(locale);
  yield [text(words.title(receipt))];
  for (const { label, value } of words.head(receipt)) yield [text(label), text(value)];
  const difference = words.difference(receipt);
  if (difference !== null) yield [text(difference)];
  const reasonsOnce = words.reasonsOnce(receipt);
  if (reasonsOnce !== null) yield [text(reasonsOnce)];
  for (const line of receiptLines(receipt)) {
    const { rows, debtors, obligations } = line;
    const balance = receipt.currency === null ? null : line.balance;
    yield [
      text(words.part(line, receipt)),
      text(words.reason(line)),
      ...[rows, debtors, obligations, balance].map(number),
    ];
  }
}

function text(value: string): ReportCell {
  return { text: value, kind: "text", holds: "value", isAtFault: false };
}

function number(value: number | string | null): ReportCell {
  return { text: value === null ? "" : String(value), kind: "number", holds: "value", isAtFault: false };
}
