import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { detectKind } from "./finding/file-kind.ts";
import { InflationBudget, inflateEntry } from "./package/inflate-entry.ts";
import { type OpenArchive, readWorkbookParts } from "./package/workbook-parts.ts";
import { decodeXml } from "./package/xml-bytes.ts";
import { xmlRecords } from "./package/xml-records.ts";
import type { ZipDirectory } from "./package/zip-directory.ts";
import { Refused } from "./refused.ts";
import { readText } from "./text/read-text.ts";
import { CellValues } from "./workbook/cell-values.ts";
import { firstOf } from "./workbook/first-of.ts";
import { RowPacker } from "./workbook/row-packer.ts";
import { readSharedStrings } from "./workbook/shared-strings.ts";
import { SheetScanner } from "./workbook/sheet-scanner.ts";

/** Bytes at the beginning of a text file from which its first rows are read. */
const headBytes = 128 * 1024;

/**
 * The first filled rows of a text, or of an XLSX file's first visible sheet, without reading the rest; null
 * for formats that can only be read whole. For display only: here the beginning of a text alone decides its
 * encoding and delimiter.
 */
export async function readFirstRows(file: Blob, count: number): Promise<Grid | null> {
  const detected = await detectKind(file);
  if (detected.kind === "xlsx") return firstOfWorkbook(file, detected.directory, count);
  if (detected.kind !== "csv") return null;
  const { grid } = await readText(file.slice(0, headBytes), {}, {});
  // The last row may be cut.
  return firstOf(grid, Math.min(count, file.size > headBytes ? grid.rowCount - 1 : grid.rowCount));
}

/**
 * Inflates the sheet until the rows are complete, and the shared strings up to the last one these rows use.
 * Programs number shared strings as they first use them, so that one comes early too.
 */
async function firstOfWorkbook(file: Blob, directory: ZipDirectory, count: number): Promise<Grid> {
  const archive: OpenArchive = { file, directory, budget: new InflationBudget(), signal: undefined };
  const parts = await readWorkbookParts(archive);
  const part = parts.sheets.find(({ isHidden }) => !isHidden) ?? parts.sheets[0];
  if (part === undefined) throw new Refused("nothing_readable");
  const builder = new GridBuilder();
  const packer = new RowPacker((rows) => builder.addPackedRows(rows));
  for await (const rows of xmlRecords(inflateEntry(file, part.entry, archive.budget), "</row>")) {
    const texts = await readSharedStrings(archive, parts.sharedStrings, 1 + largestString(decodeXml(rows)));
    new SheetScanner(new CellValues(texts, parts.effects, parts.is1904), texts, packer).scan(rows, count);
    if (packer.rowCount >= count) break;
  }
  packer.flush();
  return builder.finish();
}

/** The largest shared string number in these rows. A false match only makes it larger, which costs time only. */
function largestString(rows: string): number {
  let largest = -1;
  for (const [, value] of rows.matchAll(/\bt=["']s["'][^>]*>\s*<v[^>]*>\s*(\d+)/g))
    largest = Math.max(largest, Number(value));
  return largest;
}
