import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Refusal } from "#lib/spreadsheet/protocol/refusal.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { asideBelowHeader } from "../aside-below-header.ts";
import type { ExpectedTable } from "./bad-file.ts";

export type Verdict = { readonly refusal: Refusal } | Required<ExpectedTable>;

/** The result of dropping a file on the workbench. Throws `Refused` if it is not read. */
export async function verdictOf(file: File): Promise<Required<ExpectedTable>> {
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const cellsOf = (row: number) =>
    workbench.window({ from: row, count: 1, filter: { show: "all" } }).rows[0]?.cells ?? [];
  return {
    kind: report.kind,
    encoding: report.encoding?.value ?? "",
    delimiter: report.delimiter?.value ?? "",
    rows: report.rowCount,
    columns: report.columns.length,
    headers: report.columns.map(({ header }) => header),
    firstRow: cellsOf(0).map(({ text }) => text),
    lastRow: cellsOf(report.rowCount - 1).map(({ text }) => text),
    firstKinds: cellsOf(0)
      .map(({ kind }) => kind.charAt(0))
      .join(""),
    notices: report.notices.map(({ code }) => code).sort(),
    headerLine: Number(report.headerRow.params.line ?? 0),
    setAside: asideBelowHeader(report),
  };
}
