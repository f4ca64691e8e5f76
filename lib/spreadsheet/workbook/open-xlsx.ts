import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { expansionGraceCharacters, maxCharacters, maxExpansion, maxRows } from "../budgets.ts";
import type { Notice } from "../finding-codes.ts";
import { InflationBudget, inflateEntry } from "../package/inflate-entry.ts";
import { type OpenArchive, readWorkbookParts, type SheetPart, type WorkbookParts } from "../package/workbook-parts.ts";
import { decodeXml, encodeXml, nextElement } from "../package/xml-bytes.ts";
import { xmlRecords } from "../package/xml-records.ts";
import type { ZipDirectory, ZipEntry } from "../package/zip-directory.ts";
import { Refused } from "../refused.ts";
import type { ReadOptions } from "../text/read-text.ts";
import { CellValues } from "./cell-values.ts";
import { countFilledRows } from "./count-filled-rows.ts";
import { hiddenColumns } from "./hidden-columns.ts";
import { filledGrid, mergedSpans } from "./merged-grid.ts";
import type { PackedTexts } from "./packed-texts.ts";
import { RowPacker } from "./row-packer.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { SheetScanner } from "./sheet-scanner.ts";
import type { ReadSheet, SheetSource } from "./sheet-source.ts";

/** Opens an XLSX or XLSM file. Its shared strings are read once, with the first sheet that is looked at. */
export async function openXlsx(
  file: Blob,
  directory: ZipDirectory,
  { signal, currency }: ReadOptions,
): Promise<SheetSource> {
  const archive: OpenArchive = { file, directory, budget: new InflationBudget(), signal, currency };
  const parts = await readWorkbookParts(archive);
  let reading: Promise<PackedTexts> | null = null;
  const strings = (): Promise<PackedTexts> => {
    reading ??= readSharedStrings(archive, parts.sharedStrings);
    return reading;
  };
  const part = (sheet: number): SheetPart => {
    const found = parts.sheets[sheet];
    if (found === undefined) throw new Refused("nothing_readable");
    return found;
  };
  return {
    isFrom1904: parts.is1904,
    sheets: parts.sheets.map(({ name, isHidden, entry }) => ({ name, isHidden, weight: entry.declaredBytes })),
    firstRows: async (sheet, count) => readFirst(archive, parts, part(sheet).entry, await strings(), count),
    countRows: (sheet) => countFilledRows(archive, part(sheet).entry),
    read: async (sheet, onProgress) => readSheet(archive, parts, part(sheet).entry, await strings(), onProgress),
  };
}

async function readFirst(
  archive: OpenArchive,
  parts: WorkbookParts,
  entry: ZipEntry,
  texts: PackedTexts,
  count: number,
): Promise<Grid> {
  const builder = new GridBuilder();
  const packer = new RowPacker((rows) => builder.addPackedRows(rows));
  const scanner = new SheetScanner(new CellValues(texts, parts.effects, parts.is1904), texts, packer);
  for await (const rows of rowsOf(archive, entry)) {
    scanner.scan(rows, count);
    if (packer.rowCount >= count) break;
  }
  packer.flush();
  return builder.finish();
}

function rowsOf(archive: OpenArchive, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  return xmlRecords(inflateEntry(archive.file, entry, archive.budget, archive.signal), "</row>");
}

const firstRow = encodeXml("<row");

async function readSheet(
  archive: OpenArchive,
  parts: WorkbookParts,
  entry: ZipEntry,
  texts: PackedTexts,
  onProgress?: (share: number) => void,
): Promise<ReadSheet> {
  const builder = new GridBuilder();
  // The decoder makes one-byte strings wherever it can, so blocks need no narrowing.
  builder.expectWide(false);
  let seen = 0;
  let last: Uint8Array = new Uint8Array(0);
  let columns: ReadonlySet<number> | null = null;
  const packer = new RowPacker((rows, line) => {
    builder.addPackedRows(rows);
    const isExpanding = builder.characters > expansionGraceCharacters && builder.characters > seen * maxExpansion;
    if (isExpanding || builder.characters > maxCharacters) throw new Refused("too_many_characters", { line });
  });
  const values = new CellValues(texts, parts.effects, parts.is1904);
  const scanner = new SheetScanner(values, texts, packer);
  for await (const rows of rowsOf(archive, entry)) {
    seen += rows.length;
    columns ??= hiddenColumns(decodeXml(rows.subarray(0, nextElement(rows, firstRow, 0))));
    scanner.scan(rows);
    if (packer.rowCount > maxRows) throw new Refused("too_many_rows", { max: maxRows });
    last = rows;
    onProgress?.(Math.min(1, seen / Math.max(1, entry.declaredBytes)));
  }
  packer.flush();
  const { count, line } = values.uncalculated;
  const notices: Notice[] = count === 0 ? [] : [{ code: "formulas_without_value", params: { count, line } }];
  const grid = builder.finish();
  // Merged areas are listed behind the last row.
  const filled = filledGrid(grid, mergedSpans(decodeXml(last)));
  const hidden = { lines: scanner.hiddenLines, columns: columns ?? new Set<number>() };
  return { grid: filled.grid, hidden, notices: [...notices, ...filled.notices] };
}
