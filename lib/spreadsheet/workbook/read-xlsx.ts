import { GridBuilder, isBeyondLatin1 } from "#lib/domain/table/grid-builder.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { expansionGraceCharacters, maxCharacters, maxExpansion, maxRows } from "../budgets.ts";
import { chooseSheet, type SheetSummary } from "../finding/choose-sheet.ts";
import type { Notice } from "../finding-codes.ts";
import { Refused } from "../refused.ts";
import type { ReadOptions } from "../text/read-text.ts";
import type { Finding, ReadingSettings } from "../workbench-protocol.ts";
import { CellValues } from "./cell-values.ts";
import { countFilledRows } from "./count-filled-rows.ts";
import { InflationBudget, inflateEntry } from "./inflate-entry.ts";
import { MergedGrid, mergedSpans } from "./merged-grid.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { SheetScanner } from "./sheet-scanner.ts";
import { type OpenArchive, readWorkbookParts, type SheetPart, type WorkbookParts } from "./workbook-parts.ts";
import { xmlRecords, xmlText } from "./xml-text.ts";
import type { ZipDirectory } from "./zip-directory.ts";

export interface ReadWorkbook {
  readonly grid: Grid;
  readonly sheet: Finding<number>;
  readonly sheets: readonly SheetSummary[];
  readonly notices: readonly Notice[];
}

/** Reads one sheet of an XLSX or XLSM file: the chosen one, else the fullest that is not hidden. */
export async function readXlsx(
  file: Blob,
  directory: ZipDirectory,
  settings: ReadingSettings,
  options: ReadOptions,
): Promise<ReadWorkbook> {
  const archive: OpenArchive = { file, directory, budget: new InflationBudget(), signal: options.signal };
  const parts = await readWorkbookParts(archive);
  if (parts.sheets.length === 0) throw new Refused("nothing_readable");
  const counted = await summarise(archive, parts.sheets);
  const sheet = chooseSheet(counted, settings.sheet);
  const part = parts.sheets[sheet.value];
  if (part === undefined) throw new Refused("nothing_readable");
  const { grid, notices } = await readSheet(archive, parts, part, options);
  const sheets = counted.map((summary, index) =>
    index === sheet.value ? { ...summary, rowCount: grid.rowCount } : summary,
  );
  if (grid.rowCount === 0) throw new Refused("empty");
  return { grid, sheet, sheets, notices };
}

/** Counting inflates a sheet once more, so it is left out where there is nothing to choose from. */
async function summarise(archive: OpenArchive, sheets: readonly SheetPart[]): Promise<SheetSummary[]> {
  const summaries: SheetSummary[] = [];
  for (const { name, isHidden, entry } of sheets) {
    const rowCount = sheets.length === 1 ? 0 : await countFilledRows(archive, entry);
    summaries.push({ name, isHidden, rowCount });
  }
  return summaries;
}

async function readSheet(
  archive: OpenArchive,
  parts: WorkbookParts,
  part: SheetPart,
  options: ReadOptions,
): Promise<{ grid: Grid; notices: Notice[] }> {
  const strings = await readSharedStrings(archive, parts.sharedStrings);
  options.onProgress?.(0.3);
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
  for await (const rows of xmlRecords(
    xmlText(inflateEntry(archive.file, part.entry, archive.budget, archive.signal)),
    "</row>",
  )) {
    builder.expectWide(strings.isWide || isBeyondLatin1(rows));
    seen += rows.length;
    scanner.scan(rows);
    // Merged areas are told behind the last row.
    if (rows.includes("<mergeCells")) spans = mergedSpans(rows);
    options.onProgress?.(0.3 + 0.7 * Math.min(1, seen / Math.max(1, part.entry.declaredBytes)));
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
