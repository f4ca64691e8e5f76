import type { CellObject, WorkBook, WorkSheet } from "@e965/xlsx";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { formulaWithoutValue, type Grid, kindLetters } from "#lib/domain/table/table.ts";
import { maxCharacters, maxColumns, maxRows, maxWholeReadBytes } from "./budgets.ts";
import type { DetectedKind } from "./finding/file-kind.ts";
import { checkArchive, checkXls } from "./package/check-whole.ts";
import { Refused } from "./refused.ts";
import { chooseEncoding } from "./text/choose-encoding.ts";
import type { ReadOptions } from "./text/read-text.ts";
import { surveyBytes } from "./text/survey-bytes.ts";
import { textPieces } from "./text/text-pieces.ts";
import { CellValues } from "./workbook/cell-values.ts";
import { firstOf } from "./workbook/first-of.ts";
import { filledGrid, spansOf } from "./workbook/merged-grid.ts";
import { effectOfCode, type FormatEffect } from "./workbook/number-format.ts";
import { plainDecimal } from "./workbook/number-text.ts";
import type { HiddenParts, SheetSource } from "./workbook/sheet-source.ts";

/**
 * Opens XLS, XLSB, ODS and SpreadsheetML with SheetJS, which is imported on first use. SheetJS holds the file
 * whole and swallows errors, so sizes are checked before and the result after: a broken file never becomes "0
 * rows".
 */
export async function openWhole(
  file: Blob,
  detected: DetectedKind,
  { signal, currency }: ReadOptions,
): Promise<SheetSource> {
  if (file.size > maxWholeReadBytes) throw new Refused("too_large", { maxMb: maxWholeReadBytes / 1024 / 1024 });
  if ("directory" in detected) await checkArchive(file, detected.directory, signal);
  const book = await parse(file, detected, signal);
  const effects = effectsByCode(currency);
  const grids = book.SheetNames.map((name) => gridOf(book.Sheets[name], is1904(book), effects));
  const gridAt = (sheet: number): Grid => {
    const grid = grids[sheet];
    if (grid === null) throw new Refused("corrupt");
    if (grid === undefined) throw new Refused("nothing_readable");
    return grid;
  };
  return {
    isFrom1904: is1904(book),
    sheets: book.SheetNames.map((name, index) => ({
      name,
      isHidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      weight: grids[index]?.rowCount ?? 0,
    })),
    firstRows: async (sheet, count) => firstOf(gridAt(sheet), count),
    countRows: async (sheet) => grids[sheet]?.rowCount ?? 0,
    read: async (sheet) => {
      const from = book.Sheets[book.SheetNames[sheet] ?? ""];
      const areas = (from?.["!merges"] ?? []).map(({ s, e }) => ({ column: s.c, first: s.r + 1, last: e.r + 1 }));
      const grid = gridAt(sheet);
      return { ...filledGrid(grid, spansOf(areas)), hidden: hiddenParts(grid, from) };
    },
  };
}

async function parse(file: Blob, detected: DetectedKind, signal?: AbortSignal): Promise<WorkBook> {
  const { read, CFB } = await import("@e965/xlsx");
  const isText = detected.kind === "spreadsheetml";
  const data = isText ? await wholeText(file, signal) : new Uint8Array(await file.arrayBuffer());
  if (detected.kind === "xls" && typeof data !== "string") checkXls(data, CFB);
  if (detected.kind === "spreadsheetml" && typeof data === "string" && !/<\/(?:\w+:)?Workbook\s*>\s*$/.test(data))
    throw new Refused("truncated");
  const parsing = {
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellDates: false,
    // Without it SheetJS gives no row and column properties, such as hidden.
    cellStyles: true,
  };
  try {
    return read(data, { ...parsing, type: isText ? "string" : "array" });
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message.slice(0, 120) : "";
    throw new Refused(/password|encrypt/i.test(detail) ? "password_protected" : "corrupt", { detail });
  }
}

async function wholeText(file: Blob, signal?: AbortSignal): Promise<string> {
  const encoding = chooseEncoding(await surveyBytes(file, signal), undefined).value;
  let text = "";
  for await (const piece of textPieces(file, encoding, signal)) text += piece.text;
  if (/<!ENTITY/i.test(text.slice(0, 65_536))) throw new Refused("doctype");
  return text;
}

function hiddenParts(grid: Grid, sheet: WorkSheet | undefined): HiddenParts {
  const hiddenAt = (all: readonly ({ hidden?: boolean } | undefined)[] | undefined): number[] =>
    [...(all ?? []).entries()].flatMap(([at, one]) => (one?.hidden === true ? [at] : []));
  const rows = new Set(hiddenAt(sheet?.["!rows"]).map((row) => row + 1));
  const lines = Array.from({ length: rows.size === 0 ? 0 : grid.rowCount }, (_, row) => grid.line(row));
  return { lines: lines.filter((line) => rows.has(line)), columns: new Set(hiddenAt(sheet?.["!cols"])) };
}

type EffectOf = (code: string) => FormatEffect;

/** A workbook has few formats, each used by many cells. */
function effectsByCode(currency: string | undefined): EffectOf {
  const known = new Map<string, FormatEffect>();
  return (code) => {
    const effect = known.get(code) ?? effectOfCode(code, currency);
    known.set(code, effect);
    return effect;
  };
}

function is1904(book: WorkBook): boolean {
  return book.Workbook?.WBProps?.date1904 === true;
}

/** null if SheetJS returned no sheet at all, which is how it swallows an error. */
function gridOf(sheet: WorkSheet | undefined, uses1904: boolean, effects: EffectOf): Grid | null {
  if (sheet === undefined) return null;
  const rows: (CellObject | undefined)[][] = sheet["!data"] ?? [];
  const builder = new GridBuilder();
  const values = new CellValues([], [], uses1904);
  for (const [index, row] of rows.entries()) {
    if (row === undefined) continue;
    if (row.length > maxColumns) throw new Refused("too_many_columns", { max: maxColumns, line: index + 1 });
    let kinds = "";
    const cells: string[] = [];
    for (const cell of Array.from(row)) {
      values.kind = kindLetters.text;
      cells.push(cell === undefined ? "" : cellText(cell, values, effects));
      kinds += values.kind;
    }
    builder.addRow(cells, kinds, index + 1);
    if (builder.rowCount > maxRows) throw new Refused("too_many_rows", { max: maxRows });
    if (builder.characters > maxCharacters) throw new Refused("too_many_characters", { line: index + 1 });
  }
  return builder.finish();
}

function cellText(cell: CellObject, values: CellValues, effects: EffectOf): string {
  if (cell.f !== undefined && cell.v === undefined) {
    values.kind = kindLetters.error;
    return formulaWithoutValue;
  }
  if (cell.t === "n" && typeof cell.v === "number") {
    return values.numberCell(plainDecimal(cell.v), effects(String(cell.z ?? "General")));
  }
  if (cell.t === "b") {
    values.kind = kindLetters.boolean;
    return cell.v === true ? "true" : "false";
  }
  if (cell.t === "e") {
    values.kind = kindLetters.error;
    return cell.w ?? "#ERROR";
  }
  return cell.v instanceof Date ? cell.v.toISOString().slice(0, 19) : String(cell.v ?? "");
}
