import { identificationField, obligationIdField, standardFields } from "#lib/domain/fields/catalogue.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import type { ComparisonReport, ComparisonRow } from "#lib/domain/views/comparison-view.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { decimalMarkOf } from "#lib/i18n/list-separator.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { personNumber } from "#lib/i18n/person-number.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { joinedNumbers } from "#lib/spreadsheet/report/joined-numbers.ts";
import { amountCell, type ReportCell, type ReportTable, wordCell } from "#lib/spreadsheet/report/report-cell.ts";
import type { TableFormat } from "../table-response.ts";

/** Kinds of fields that a spreadsheet may add up. */
const numbers: ReadonlySet<string> = new Set(["amount", "days", "number"]);

/**
 * A comparison as a table in the reader's language: one row a value that differs, or a debtor who is new, returned or
 * gone; rows about a debtor itself name its obligations. In a CSV numbers have the language's decimal mark; a workbook has numbers.
 */
export function comparisonTable(
  { rows, tellsGone }: Pick<ComparisonReport, "rows" | "tellsGone">,
  locale: Locale,
  format: TableFormat,
): ReportTable {
  const t = translatorFor(locale, "portfolios.comparison");
  const { fields } = messagesFor(locale);
  const words = {
    person: personNumber(locale),
    group: ({ group }: ComparisonRow) => t(group === "gone" && !tellsGone ? "notInFile" : `one.${group}`),
    field: ({ fieldId }: ComparisonRow) =>
      fieldId === null ? t("file.debtor") : fieldWordsById(fields, fieldId).label,
  };
  const headers = [
    fieldWordsById(fields, identificationField).label,
    t("file.group"),
    fieldWordsById(fields, obligationIdField).label,
    t("file.field"),
    t("before"),
    t("now"),
    t("file.numbers"),
  ];
  const mark = format === "csv" ? decimalMarkOf(locale) : ".";
  return { headers, rows: cellsOf(rows, words, mark) };
}

type Words = Readonly<Record<"group" | "field", (row: ComparisonRow) => string>> & {
  person(identification: string): string;
};

async function* cellsOf(
  rows: AsyncIterable<ComparisonRow>,
  words: Words,
  mark: string,
): AsyncGenerator<readonly ReportCell[]> {
  for await (const row of rows) {
    const kind: CellKind = isNumber(row.fieldId) ? "number" : "text";
    yield [
      wordCell(words.person(row.identification)),
      wordCell(words.group(row)),
      wordCell(row.obligation ?? ""),
      wordCell(words.field(row)),
      value(row.before, kind, mark),
      value(row.after, kind, mark),
      wordCell(joinedNumbers(row.numbers)),
    ];
  }
}

/** A debtor as a whole has its balance. */
function isNumber(fieldId: string | null): boolean {
  if (fieldId === null) return true;
  const field = standardFields.find(({ id }) => id === fieldId);
  return field !== undefined && numbers.has(field.kind);
}

function value(written: string | null, kind: CellKind, mark: string): ReportCell {
  if (written === null) return { text: "", kind: "text", holds: "value", isAtFault: false };
  if (kind !== "number") return wordCell(written);
  return amountCell(written.replace(".", mark));
}
