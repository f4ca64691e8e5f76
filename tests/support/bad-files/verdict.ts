import type { Refusal } from "#lib/spreadsheet/workbench-protocol.ts";
import { readSheet } from "../corpus/read-sheet.ts";
import type { ExpectedTable } from "./bad-file.ts";

export type Verdict = { readonly refusal: Refusal } | Required<ExpectedTable>;

/** What comes of a file that is read. Throws `Refused` where it is not. */
export async function verdictOf(file: Blob): Promise<Required<ExpectedTable>> {
  const { opened, table, headerRow, footerRows } = await readSheet(file);
  const row = (index: number): string[] => table.columns.map((_, column) => table.cell(index, column));
  return {
    kind: opened.kind,
    encoding: opened.encoding?.value ?? "",
    delimiter: opened.delimiter?.value ?? "",
    rows: table.rowCount,
    columns: table.columnCount,
    headers: table.columns.map(({ header }) => header),
    firstRow: row(0),
    // A cell of a megabyte is read like any other, and is not worth printing.
    lastRow: row(table.rowCount - 1),
    firstKinds: table.columns.map((_, column) => table.kind(0, column).charAt(0)).join(""),
    notices: opened.notices.map(({ code }) => code).sort(),
    headerLine: headerRow.value < 0 ? 0 : opened.grid.line(headerRow.value),
    footerRows: footerRows.value,
  };
}
