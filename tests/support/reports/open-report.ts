import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { earlierText, type GivenDebtor, reportedAt, tableOfRows } from "./earlier-upload.ts";

export interface OpenReport {
  readonly workbench: Workbench;
  readonly report: ReadingReport;
}

/** A workbench with a report dropped on it and what became of the earlier upload's debtors. */
export async function openReport(file: File, debtors: readonly GivenDebtor[]): Promise<OpenReport> {
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: fieldsOf([]) });
  workbench.correct({ text: new TextEncoder().encode(earlierText(debtors)).buffer, at: reportedAt });
  return { workbench, report };
}

/** The same with the report's rows in an XLSX file. */
export async function openXlsxReport(
  rows: readonly (readonly ReportCell[])[],
  debtors: readonly GivenDebtor[],
): Promise<OpenReport> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of writeXlsx(tableOfRows(rows), { sheetName: "R" })) parts.push(part);
  return openReport(new File(parts, "corregido.xlsx"), debtors);
}
