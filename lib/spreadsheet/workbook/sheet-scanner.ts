import { kindLetters } from "#lib/domain/table/table.ts";
import { maxColumns, maxSheetRow } from "../budgets.ts";
import { Refused } from "../refused.ts";
import { type CellTag, readCellTag } from "./cell-tag.ts";
import type { CellValues } from "./cell-values.ts";
import { attribute } from "./xml-text.ts";

/** Takes a row: its cells by column and their kinds, both reused for the next row. */
export type TakeSheetRow = (cells: readonly string[], kinds: string | null, line: number) => void;

const text = kindLetters.text;

/**
 * Scans the XML of a sheet's rows forward, once, without an object per cell. What the sheet declares of its size is not
 * looked at; rows and cells without a reference follow the one before.
 */
export class SheetScanner {
  readonly #values: CellValues;
  readonly #take: TakeSheetRow;
  readonly #tag: CellTag = { column: -1, style: 0, type: "" };
  #line = 0;

  constructor(values: CellValues, take: TakeSheetRow) {
    this.#values = values;
    this.#take = take;
  }

  /** Whole rows; whatever stands before, between and behind them is passed over. */
  scan(xml: string): void {
    for (let at = nextElement(xml, "<row", 0); at >= 0; ) {
      const tagEnd = xml.indexOf(">", at);
      if (tagEnd < 0) return;
      this.#line = rowLine(xml, at, tagEnd, this.#line);
      if (xml.charCodeAt(tagEnd - 1) === slash) {
        at = nextElement(xml, "<row", tagEnd);
        continue;
      }
      const end = xml.indexOf("</row>", tagEnd);
      if (end < 0) throw new Refused("corrupt", { line: this.#line });
      this.#scanRow(xml, tagEnd + 1, end);
      at = nextElement(xml, "<row", end);
    }
  }

  #scanRow(xml: string, from: number, end: number): void {
    const cells: string[] = [];
    let kinds = "";
    let isAllText = true;
    let column = -1;
    for (let at = nextElement(xml, "<c", from); at >= 0 && at < end; ) {
      const tagEnd = readCellTag(xml, at + 2, this.#tag);
      if (tagEnd < 0 || tagEnd > end) throw new Refused("corrupt", { line: this.#line });
      column = this.#tag.column < 0 ? column + 1 : this.#tag.column;
      if (column >= maxColumns) this.#refuseColumn(xml, tagEnd, end);
      if (xml.charCodeAt(tagEnd - 1) === slash) {
        at = nextElement(xml, "<c", tagEnd);
        continue;
      }
      const close = xml.indexOf("</c>", tagEnd);
      if (close < 0 || close > end) throw new Refused("corrupt", { line: this.#line });
      const value = this.#values.read(xml, tagEnd + 1, close, this.#tag, this.#line);
      if (value !== "") {
        while (cells.length < column) {
          cells.push("");
          kinds += text;
        }
        // A column named twice in a row: the later one counts, as it does when Excel repairs such a file.
        if (cells.length > column) kinds = kinds.slice(0, column) + this.#values.kind + kinds.slice(column + 1);
        else kinds += this.#values.kind;
        cells[column] = value;
        if (this.#values.kind !== text) isAllText = false;
      }
      at = nextElement(xml, "<c", close + 4);
    }
    if (cells.length > 0) this.#take(cells, isAllText ? null : kinds, this.#line);
  }

  /** Formatted but empty cells far to the right are nothing to refuse a file for. */
  #refuseColumn(xml: string, tagEnd: number, end: number): void {
    const close = xml.charCodeAt(tagEnd - 1) === slash ? tagEnd : xml.indexOf("</c>", tagEnd);
    const isEmpty = close < 0 || close > end || !/<(?:v|t|is|f)[\s>]/.test(xml.slice(tagEnd, close));
    if (!isEmpty) throw new Refused("too_many_columns", { max: maxColumns, line: this.#line });
  }
}

const slash = 47;

/** The next start tag of exactly this name. */
function nextElement(xml: string, open: string, from: number): number {
  for (let at = xml.indexOf(open, from); at >= 0; at = xml.indexOf(open, at + 1)) {
    const code = xml.charCodeAt(at + open.length);
    if (code === 32 || code === 62 || code === slash || code === 10 || code === 9 || code === 13) return at;
  }
  return -1;
}

function rowLine(xml: string, at: number, tagEnd: number, before: number): number {
  const fast = xml.startsWith('<row r="', at);
  const quote = fast ? xml.indexOf('"', at + 8) : -1;
  const number = fast ? xml.slice(at + 8, quote) : attribute(xml.slice(at, tagEnd), "r");
  const line = number === null ? before + 1 : Number(number);
  if (!Number.isInteger(line) || line < 1 || line > maxSheetRow) throw new Refused("corrupt", { line: before + 1 });
  return line;
}
