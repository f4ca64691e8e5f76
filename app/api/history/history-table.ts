import { historyZone } from "#lib/domain/history/history-days.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { outcomeKinds } from "#lib/domain/outcome/outcome.ts";
import { shownState } from "#lib/domain/outcome/shown-state.ts";
import { completenessOfView } from "#lib/domain/outcome/still-missing.ts";
import { isDiscarded } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { decimalMarkOf } from "#lib/i18n/list-separator.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import {
  amountCell,
  momentCell,
  type ReportCell,
  type ReportTable,
  wordCell,
} from "#lib/spreadsheet/report/report-cell.ts";
import type { TableFormat } from "../uploads/[uploadId]/report/table-response.ts";

/**
 * Uploads as a table in the reader's language. In a CSV amounts have the language's decimal mark; a workbook has
 * numbers.
 */
export function historyTable(uploads: AsyncIterable<UploadView>, locale: Locale, format: TableFormat): ReportTable {
  const t = translatorFor(locale, "history.export");
  const ui = translatorFor(locale, "ui");
  const mark = format === "csv" ? decimalMarkOf(locale) : ".";
  const amount = (value: string) => amountCell(value.replace(".", mark));
  const count = (value: number) => amountCell(String(value));
  const moment = (iso: string | null) => momentCell(iso, historyZone);
  const stateOf = (view: UploadView) =>
    ui(`uploadState.${isDiscarded(view) ? "discarded" : shownState(view.state, completenessOfView(view))}`);

  const columns: readonly (readonly [header: string, cell: (view: UploadView) => ReportCell])[] = [
    [t("file"), ({ fileName }) => wordCell(fileName)],
    [t("created"), ({ createdAt }) => moment(createdAt)],
    [t("by"), ({ createdBy }) => wordCell(createdBy)],
    [t("operation"), ({ tenant }) => wordCell(tenant.name)],
    [t("portfolio"), ({ portfolio }) => wordCell(portfolio?.name ?? "")],
    [t("state"), (view) => wordCell(stateOf(view))],
    [t("started"), ({ startedAt }) => moment(startedAt)],
    [t("finished"), ({ finishedAt }) => moment(finishedAt)],
    [t("rows"), ({ totals }) => count(totals.file.rows)],
    [t("debtors"), ({ totals }) => count(totals.file.debtors)],
    [ui("leftOut"), ({ totals }) => count(totals.leftOut.debtors)],
    ...outcomeKinds.map(
      (group) => [ui(`outcomes.${group}`), ({ groups }: UploadView) => count(groups[group].debtors)] as const,
    ),
    [t("currency"), (view) => wordCell(currencyOfSums(view) ?? "")],
    [t("balance"), (view) => (currencyOfSums(view) === null ? wordCell("") : amount(view.totals.file.balance))],
    [
      t("acceptedBalance"),
      (view) => (currencyOfSums(view) === null ? wordCell("") : amount(view.groups.accepted.balance)),
    ],
  ];
  return { headers: columns.map(([header]) => header), rows: rowsOf(uploads, columns) };
}

async function* rowsOf(
  uploads: AsyncIterable<UploadView>,
  columns: readonly (readonly [string, (view: UploadView) => ReportCell])[],
): AsyncGenerator<readonly ReportCell[]> {
  for await (const view of uploads) yield columns.map(([, cell]) => cell(view));
}
