import { maxWholeReadBytes } from "../budgets.ts";
import type { Notice } from "../finding-codes.ts";
import { Refused } from "../refused.ts";
import { chooseEncoding, type Encoding } from "../text/choose-encoding.ts";
import { surveyBytes } from "../text/survey-bytes.ts";
import { textPieces } from "../text/text-pieces.ts";
import { firstOf } from "../workbook/first-of.ts";
import { filledGrid, spansOf } from "../workbook/merged-grid.ts";
import type { ReadSheet, SheetSource } from "../workbook/sheet-source.ts";
import { TableCollector } from "./collect-tables.ts";
import type { HtmlTable } from "./html-table.ts";

/** Programs that save HTML as XLS escape text twice: "&amp;Ntilde;" is still "&Ntilde;" after parsing. */
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;

/**
 * Reads the tables of a page; each is a sheet. Cells keep their spelling: "1.234,50" must not be read as an
 * English number. Throws `Refused`.
 */
export async function openHtml(file: Blob, signal?: AbortSignal): Promise<SheetSource> {
  if (file.size > maxWholeReadBytes) throw new Refused("too_large", { maxMb: maxWholeReadBytes / 1024 / 1024 });
  const { Parser } = await import("htmlparser2");
  const decoded = (text: string): string => {
    let plain = "";
    new Parser({ ontext: (part) => (plain += part) }).end(text);
    return plain;
  };
  const twice = new Map<HtmlTable, { count: number; readonly line: number }>();
  const collector = new TableCollector((text, table) => {
    const once = text.includes("&") ? text.replace(entity, decoded) : text;
    if (once === text) return text;
    const seen = twice.get(table) ?? { count: 0, line: table.line };
    seen.count++;
    twice.set(table, seen);
    return once;
  });
  const parser = new Parser(collector);
  for await (const { text } of textPieces(file, await encodingOf(file, signal), signal)) {
    if (/<!ENTITY/i.test(text)) throw new Refused("doctype");
    parser.write(text);
  }
  parser.end();
  const tables = collector.tables.filter(({ builder }) => builder.rowCount > 0);
  const rows = (table: HtmlTable): number => table.builder.rowCount;
  const sheets = tables.map((table) => readTable(table, twice.get(table)));
  const all = tables.reduce((sum, table) => sum + rows(table), 0);
  const sheetAt = (sheet: number): ReadSheet => {
    const read = sheets[sheet];
    if (read === undefined) throw new Refused("nothing_readable");
    const others: Notice = {
      code: "other_tables",
      params: { count: tables.length - 1, rows: all - read.grid.rowCount },
    };
    return tables.length === 1 ? read : { ...read, notices: [...read.notices, others] };
  };
  return {
    sheets: tables.map((table, index) => ({
      name: table.caption.replace(/\s+/g, " ").trim().slice(0, 80) || String(index + 1),
      isHidden: false,
      weight: rows(table),
    })),
    firstRows: async (sheet, count) => firstOf(sheetAt(sheet).grid, count),
    countRows: async (sheet) => sheets[sheet]?.grid.rowCount ?? 0,
    read: async (sheet) => sheetAt(sheet),
  };
}

function readTable(table: HtmlTable, twice: { readonly count: number; readonly line: number } | undefined): ReadSheet {
  const built = table.builder.finish();
  const { grid, notices } = filledGrid(built, spansOf(table.areas));
  const told: Notice[] = [...notices];
  if (table.isCut) told.push({ code: "cut_table", params: { line: table.line } });
  if (twice !== undefined) told.push({ code: "entities_twice", params: twice });
  return { grid, hidden: { lines: table.hiddenLines, columns: new Set() }, notices: told };
}

const declaredPages: Readonly<Record<string, Encoding>> = {
  "iso-8859-1": "windows-1252",
  "iso-8859-15": "windows-1252",
  latin1: "windows-1252",
  "windows-1252": "windows-1252",
  cp850: "cp850",
  ibm850: "cp850",
  macintosh: "macintosh",
  "x-mac-roman": "macintosh",
};

/** The encoding of the bytes; if they leave it open, the one that the page declares. */
async function encodingOf(file: Blob, signal?: AbortSignal): Promise<Encoding> {
  const survey = await surveyBytes(file, signal);
  const found = chooseEncoding(survey, undefined);
  if (found.certainty === "sure" || survey.isUtf8) return found.value;
  const head = new TextDecoder("latin1").decode(await file.slice(0, 4096).arrayBuffer());
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase() ?? "";
  return declaredPages[declared] ?? found.value;
}
