import { guarded } from "./formula-guard.ts";
import { isWritten, type ReportTable } from "./report-cell.ts";

export interface CsvOptions {
  /** `;` where the comma is the decimal mark, because Excel opens a CSV with the system's list separator. */
  readonly delimiter: ";" | ",";
}

/** Characters per chunk: a chunk for each row would cost more than the row. */
const chunkCharacters = 64 * 1024;

/** A report as CSV in UTF-8 with a byte order mark (without it Excel reads Windows-1252) and CRLF (RFC 4180). */
export async function* writeCsv(
  table: ReportTable,
  { delimiter }: CsvOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const lineOf = (cells: readonly string[]): string =>
    `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
  let text = `\ufeff${lineOf(table.headers.map((header) => guarded(header)))}`;
  for await (const row of table.rows) {
    text += lineOf(row.map((cell) => guarded(cell.text, isWritten(cell))));
    if (text.length < chunkCharacters) continue;
    yield encoder.encode(text);
    text = "";
  }
  if (text !== "") yield encoder.encode(text);
}

/** Quotes only where needed. Both delimiters are quoted, since a reader may expect the other one. */
function quoted(text: string, delimiter: string): string {
  const isPlain = !text.includes(delimiter) && !/[";,\t\r\n]|^\s|\s$/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
