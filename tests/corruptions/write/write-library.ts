import { type CellObject, type ColInfo, type RowInfo, utils, type WorkSheet, write } from "@e965/xlsx";
import type { WorkbookCell, WorkbookSheet } from "#tests/support/bad-files/xlsx-file.ts";
import { serialOf } from "../sheet/spell.ts";

/** A workbook in a format that only a library can write. */
export function libraryBytes(
  sheets: readonly WorkbookSheet[],
  format: "xlsb" | "xls" | "ods",
  is1904: boolean,
): Buffer<ArrayBuffer> {
  const book = utils.book_new();
  for (const sheet of sheets) utils.book_append_sheet(book, worksheetOf(sheet, is1904), sheet.name);
  book.Workbook = {
    WBProps: { date1904: is1904 },
    Sheets: sheets.map(({ name, isHidden }) => ({ name, Hidden: isHidden === true ? 1 : 0 })),
  };
  const bytes: Uint8Array = write(book, { bookType: format === "xls" ? "biff8" : format, type: "buffer" });
  return Buffer.from(bytes);
}

function worksheetOf(
  { rows, merges = [], hiddenRows = [], hiddenColumns = [] }: WorkbookSheet,
  is1904: boolean,
): WorkSheet {
  const sheet: WorkSheet = {};
  let width = 1;
  for (const [row, cells] of rows.entries()) {
    width = Math.max(width, cells.length);
    for (const [column, cell] of cells.entries()) {
      const object = cellObject(cell, is1904);
      if (object !== null) sheet[utils.encode_cell({ r: row, c: column })] = object;
    }
  }
  sheet["!ref"] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, rows.length - 1), c: width - 1 } });
  sheet["!merges"] = merges.map((range) => utils.decode_range(range));
  const hidden = (count: number, which: readonly number[]): (RowInfo & ColInfo)[] =>
    Array.from({ length: count }, (_, at) => (which.includes(at) ? { hidden: true } : {}));
  if (hiddenRows.length > 0) sheet["!rows"] = hidden(rows.length, hiddenRows);
  if (hiddenColumns.length > 0) sheet["!cols"] = hidden(width, hiddenColumns);
  return sheet;
}

function cellObject(cell: WorkbookCell, is1904: boolean): CellObject | null {
  if (cell === null || cell === "") return null;
  if (typeof cell === "string") return { t: "s", v: cell };
  if (typeof cell === "number") return { t: "n", v: cell };
  if ("d" in cell) return { t: "n", v: serialOf(cell.d, is1904), z: "dd/mm/yyyy" };
  if ("n" in cell) return { t: "n", v: cell.n, z: cell.f };
  if ("b" in cell) return { t: "b", v: cell.b };
  if ("e" in cell) return { t: "e", v: errorCodes[cell.e] ?? 42, w: cell.e };
  return { t: "n", f: cell.formula, ...(cell.v === undefined ? {} : { v: cell.v }) };
}

/** The numbers of errors in BIFF. */
const errorCodes: Readonly<Record<string, number>> = {
  "#NULL!": 0,
  "#DIV/0!": 7,
  "#VALUE!": 15,
  "#REF!": 23,
  "#NAME?": 29,
  "#NUM!": 36,
  "#N/A": 42,
};
