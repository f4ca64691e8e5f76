import { GridBuilder, isBeyondLatin1 } from "#lib/domain/table/grid-builder.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { expansionGraceCharacters, maxCharacters, maxExpansion, maxRows } from "../budgets.ts";
import type { Notice } from "../finding-codes.ts";
import { Refused } from "../refused.ts";
import { CellValues } from "./cell-values.ts";
import { countFilledRows } from "./count-filled-rows.ts";
import { InflationBudget, inflateEntry } from "./inflate-entry.ts";
import { MergedGrid, mergedSpans } from "./merged-grid.ts";
import { readSharedStrings, type SharedStrings } from "./shared-strings.ts";
import { SheetScanner } from "./sheet-scanner.ts";
import type { ReadSheet, SheetSource } from "./sheet-source.ts";
import { type OpenArchive, readWorkbookParts, type SheetPart, type WorkbookParts } from "./workbook-parts.ts";
import { xmlRecords, xmlText } from "./xml-text.ts";
import type { ZipDirectory, ZipEntry } from "./zip-directory.ts";

/** Opens an XLSX or XLSM file. Its shared strings are read once, with the first sheet that is looked at. */
export async function openXlsx(file: Blob, directory: ZipDirectory, signal?: AbortSignal): Promise<SheetSource> {
  const archive: OpenArchive = { file, directory, budget: new InflationBudget(), signal };
  const parts = await readWorkbookParts(archive);
  let reading: Promise<SharedStrings> | null = null;
  const strings = (): Promise<SharedStrings> => {
    reading ??= readSharedStrings(archive, parts.sharedStrings);
    return reading;
  };
  const part = (sheet: number): SheetPart => {
    const found = parts.sheets[sheet];
    if (found === undefined) throw new Refused("nothing_readable");
    return found;
  };
  return {
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
  strings: SharedStrings,
  count: number,
): Promise<Grid> {
  const builder = new GridBuilder();
  const values = new CellValues(strings.texts, parts.effects, parts.is1904);
  const scanner = new SheetScanner(values, (cells, kinds, line) => {
    if (builder.rowCount < count) builder.addRow(cells, kinds, line);
  });
  for await (const rows of rowsOf(archive, entry)) {
    scanner.scan(rows);
    if (builder.rowCount >= count) break;
  }
  return builder.finish();
}

function rowsOf(archive: OpenArchive, entry: ZipEntry): AsyncGenerator<string> {
  return xmlRecords(xmlText(inflateEntry(archive.file, entry, archive.budget, archive.signal)), "</row>");
}

async function readSheet(
  archive: OpenArchive,
  parts: WorkbookParts,
  entry: ZipEntry,
  strings: SharedStrings,
  onProgress?: (share: number) => void,
): Promise<ReadSheet> {
  const builder = new GridBuilder();
  let seen = 0;
  let spans: ReturnType<typeof mergedSpans> = new Map();
  const values = new CellValues(strings.texts, parts.effects, parts.is1904);
  const scanner = new SheetScanner(values, (cells, kinds, line) => {
    builder.addRow(cells, kinds, line);
    if (builder.rowCount > maxRows) throw new Refused("too_many_rows", { max: maxRows });
    const isExpanding = builder.characters > expansionGraceCharacters && builder.characters > seen * maxExpansion;
    if (isExpanding || builder.characters > maxCharacters) throw new Refused("too_many_characters", { line });
  });
  for await (const rows of rowsOf(archive, entry)) {
    builder.expectWide(strings.isWide || isBeyondLatin1(rows));
    seen += rows.length;
    scanner.scan(rows);
    // Merged areas are told behind the last row.
    if (rows.includes("<mergeCells")) spans = mergedSpans(rows);
    onProgress?.(Math.min(1, seen / Math.max(1, entry.declaredBytes)));
  }
  const { count, line } = values.uncalculated;
  const notices: Notice[] = count === 0 ? [] : [{ code: "formulas_without_value", params: { count, line } }];
  const grid = builder.finish();
  const filled = spans.size === 0 ? null : new MergedGrid(grid, spans);
  if (filled === null || filled.filledAreas === 0) return { grid, notices };
  return {
    grid: filled,
    notices: [...notices, { code: "merged_cells_filled", params: { count: filled.filledAreas } }],
  };
}
