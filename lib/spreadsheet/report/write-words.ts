import { type ReportCell, wordCell } from "./report-cell.ts";
import { writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

export interface WordTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sheetName: string;
  /** Of a CSV. */
  readonly delimiter: ";" | ",";
}

/** A small table of words as a whole file; a spreadsheet neither runs nor converts any of them. */
export async function writeWords(
  { headers, rows, ...options }: WordTable,
  format: "csv" | "xlsx",
): Promise<Uint8Array<ArrayBuffer>> {
  const table = { headers, rows: cellsOf(rows) };
  const chunks = format === "csv" ? writeCsv(table, options) : writeXlsx(table, options);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function* cellsOf(rows: WordTable["rows"]): AsyncGenerator<readonly ReportCell[]> {
  for (const row of rows) yield row.map(wordCell);
}
