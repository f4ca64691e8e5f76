import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { maxFileBytes } from "./budgets.ts";
import type { SheetSummary } from "./finding/choose-sheet.ts";
import { detectKind } from "./finding/file-kind.ts";
import type { Notice } from "./finding-codes.ts";
import { openHtml } from "./html/open-html.ts";
import { openWhole } from "./open-whole.ts";
import type { FileKind, ReadingSettings } from "./protocol/reading.ts";
import { Refused } from "./refused.ts";
import { type ReadOptions, readText } from "./text/read-text.ts";
import { openXlsx } from "./workbook/open-xlsx.ts";
import { type ReadWorkbook, readWorkbook } from "./workbook/read-workbook.ts";
import { nothingHidden } from "./workbook/sheet-source.ts";

/** A file as read, before its header is known. */
export interface OpenSpreadsheet {
  readonly kind: FileKind;
  readonly grid: Grid;
  /** null for workbooks. */
  readonly encoding: Finding<string> | null;
  readonly delimiter: Finding<string> | null;
  /** The last line if it has no line end, so it may be cut; else null. null for workbooks. */
  readonly openLine: number | null;
  /** null for text files. */
  readonly sheet: Finding<number> | null;
  readonly sheets: readonly SheetSummary[];
  readonly join: ReadWorkbook["join"];
  readonly debtors: ReadWorkbook["debtors"];
  readonly otherShapes: ReadWorkbook["otherShapes"];
  readonly hidden: ReadWorkbook["hidden"];
  readonly isFrom1904: boolean;
  readonly notes: ReadWorkbook["notes"];
  readonly notices: readonly Notice[];
}

/**
 * Whether cells have no address of their own, so a cell more or less shifts those after it. True for text,
 * and for HTML, which also lists one cell after the other.
 */
export function isText({ kind }: Pick<OpenSpreadsheet, "kind">): boolean {
  return kind === "csv" || kind === "html";
}

/**
 * Reads any file that the portal supports, in a web worker or in Node. Throws `Refused` with the reason for
 * any other.
 */
export async function openSpreadsheet(
  file: Blob,
  settings: ReadingSettings = {},
  options: ReadOptions = {},
): Promise<OpenSpreadsheet> {
  if (file.size > maxFileBytes) throw new Refused("too_large", { maxMb: maxFileBytes / 1024 / 1024 });
  const detected = await detectKind(file);
  if (detected.kind === "csv") return { kind: "csv", ...noWorkbook, ...(await readText(file, settings, options)) };
  const source =
    detected.kind === "xlsx"
      ? await openXlsx(file, detected.directory, options)
      : detected.kind === "html"
        ? await openHtml(file, options.signal)
        : await openWhole(file, detected, options);
  const read = await readWorkbook(source, settings, options.onProgress);
  const hidden = read.sheets.filter((sheet) => sheet.isHidden).length;
  const notices: Notice[] = [...read.notices];
  if (hidden > 0) notices.push({ code: "hidden_sheets", params: { count: hidden } });
  return { kind: detected.kind, encoding: null, delimiter: null, openLine: null, ...read, notices };
}

const noWorkbook = {
  sheet: null,
  sheets: [],
  join: null,
  debtors: null,
  otherShapes: [],
  hidden: nothingHidden,
  isFrom1904: false,
  notes: [],
};
