import type { ReportCell, ReportTable } from "./report-cell.ts";
import { cellXml, escapeXml, headXml } from "./xlsx-cell.ts";
import { contentTypesXml, rootRelationsXml, stylesXml, workbookRelationsXml, workbookXml } from "./xlsx-parts.ts";
import { ZipWriter } from "./zip-writer.ts";

export interface XlsxOptions {
  readonly sheetName: string;
  /** Rows of a sheet, header included; the default is Excel's limit. Further rows are written to another sheet. */
  readonly maxRowsPerSheet?: number;
}

/** Characters of XML per chunk. */
const chunkCharacters = 64 * 1024;
/** A sheet ends here at the latest: a ZIP member must stay below 4 GB, and a character can take three bytes. */
const maxSheetCharacters = 1_000_000_000;

/**
 * Writes a report as a workbook, row by row, so that memory does not grow with it. Strings are inline: a
 * shared table would have to be kept until the end. Texts have Excel's quote mark, so none is ever run and
 * values stay exact (decision 6).
 */
export async function* writeXlsx(table: ReportTable, options: XlsxOptions): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { sheetName, maxRowsPerSheet = 1_048_576 } = options;
  const zip = new ZipWriter();
  const rows = table.rows[Symbol.asyncIterator]();
  let next = await rows.next();
  let sheets = 0;

  async function* sheetXml(): AsyncGenerator<string> {
    const columns = columnNames(table.headers.length);
    const head = table.headers.map((header, column) => headXml(header, `${columns[column] ?? ""}1`)).join("");
    let text = `${sheetHead}<row r="1">${head}</row>`;
    let characters = 0;
    let row = 1;
    while (next.done !== true && row < maxRowsPerSheet && characters < maxSheetCharacters) {
      row += 1;
      text += rowXml(next.value, row, columns);
      next = await rows.next();
      if (text.length < chunkCharacters) continue;
      characters += text.length;
      yield text;
      text = "";
    }
    yield `${text}</sheetData><autoFilter ref="A1:${columns.at(-1) ?? "A"}${row}"/></worksheet>`;
  }

  try {
    do {
      sheets += 1;
      yield* zip.member(`xl/worksheets/sheet${sheets}.xml`, sheetXml());
    } while (next.done !== true);
    const names = Array.from({ length: sheets }, (_, index) => (index === 0 ? sheetName : `${sheetName} ${index + 1}`));
    yield* zip.member("xl/workbook.xml", [workbookXml(names.map(sheetNameOf))]);
    yield* zip.member("xl/_rels/workbook.xml.rels", [workbookRelationsXml(sheets)]);
    yield* zip.member("xl/styles.xml", [stylesXml]);
    yield* zip.member("_rels/.rels", [rootRelationsXml]);
    yield* zip.member("[Content_Types].xml", [contentTypesXml(sheets)]);
    yield* zip.end();
  } finally {
    // If the download is aborted, this ends its query.
    await rows.return?.();
  }
}

/** Rows have their number and cells their address, so readers agree whether they go by position or by address. */
function rowXml(row: readonly ReportCell[], number: number, columns: readonly string[]): string {
  let xml = `<row r="${number}">`;
  for (let column = 0; column < row.length; column++) {
    const cell = row[column];
    if (cell !== undefined && (cell.text !== "" || cell.isAtFault))
      xml += cellXml(cell, (columns[column] ?? "") + number);
  }
  return `${xml}</row>`;
}

/** A, B … Z, AA … */
function columnNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    let name = "";
    for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    return name;
  });
}

/** Excel refuses names longer than 31 characters and with some signs. */
function sheetNameOf(name: string): string {
  const safe = name
    .replace(/[\\/?*[\]:]/g, " ")
    .slice(0, 31)
    .trim();
  return escapeXml(safe === "" ? "1" : safe);
}

const sheetHead =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="15" baseColWidth="14"/><sheetData>';
