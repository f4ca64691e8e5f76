import { kindLetters } from "#lib/domain/table/table.ts";
import { maxColumns, maxSheetRow } from "../budgets.ts";
import { integerOf, plainNumberEnd, plainTextEnd, textStart, valueStart } from "../package/plain-content.ts";
import {
  code,
  decodeXml,
  encodeXml,
  findTag,
  isNameEnd,
  nextElement,
  standsAt,
  tagEndAt,
} from "../package/xml-bytes.ts";
import { attribute } from "../package/xml-text.ts";
import { Refused } from "../refused.ts";
import { type CellTag, readCellTag } from "./cell-tag.ts";
import type { CellValues } from "./cell-values.ts";
import type { PackedTexts } from "./packed-texts.ts";
import type { RowPacker } from "./row-packer.ts";

const textCode = kindLetters.text.charCodeAt(0);
const numberCode = kindLetters.number.charCodeAt(0);
const dateCode = kindLetters.date.charCodeAt(0);

const rowOpen = encodeXml("<row");
const rowClose = encodeXml("</row>");
const cellClose = encodeXml("</c>");
const valueAndCellClose = encodeXml("</v></c>");
const inlineOpen = encodeXml("<is>");
const inlineAndCellClose = encodeXml("</t></is></c>");
const letterC = 99;

/**
 * Scans the XML of a sheet's rows once, forward, without an object or text per cell (decision 21). Ignores
 * the size that the sheet declares; rows and cells without a reference follow the one before.
 */
export class SheetScanner {
  readonly #values: CellValues;
  readonly #texts: PackedTexts;
  readonly #rows: RowPacker;
  readonly #tag: CellTag = { column: -1, style: 0, type: "" };
  /** Lines of hidden rows that have a value. */
  readonly hiddenLines: number[] = [];
  #line = 0;

  constructor(values: CellValues, texts: PackedTexts, rows: RowPacker) {
    this.#values = values;
    this.#texts = texts;
    this.#rows = rows;
  }

  /** Scans whole rows until `limit` of them are packed; skips whatever is before, between and behind them. */
  scan(xml: Uint8Array, limit = Number.POSITIVE_INFINITY): void {
    for (let at = nextElement(xml, rowOpen, 0); at >= 0 && this.#rows.rowCount < limit; ) {
      const tagEnd = tagEndAt(xml, at + rowOpen.length);
      if (tagEnd < 0) throw this.#corrupt();
      this.#line = rowLine(xml, at, tagEnd, this.#line);
      const isEmpty = xml[tagEnd - 1] === code.slash;
      const before = this.#rows.rowCount;
      const tag = at;
      at = nextElement(xml, rowOpen, isEmpty ? tagEnd : this.#scanRow(xml, tagEnd + 1));
      if (this.#rows.rowCount > before && isHidden(xml, tag, tagEnd)) this.hiddenLines.push(this.#line);
    }
  }

  /** Returns the position of the row's end tag. */
  #scanRow(xml: Uint8Array, from: number): number {
    this.#rows.beginRow(this.#line);
    let column = -1;
    for (let at = from; ; ) {
      if (xml[at] !== code.less) at = xml.indexOf(code.less, at);
      if (at < 0) throw this.#corrupt();
      const next = xml[at + 1];
      if (next === letterC && isNameEnd(xml[at + 2])) {
        const tagEnd = readCellTag(xml, at + 2, this.#tag);
        if (tagEnd < 0) throw this.#corrupt();
        column = this.#tag.column < 0 ? column + 1 : this.#tag.column;
        if (column >= maxColumns) at = this.#passColumn(xml, tagEnd);
        else at = xml[tagEnd - 1] === code.slash ? tagEnd + 1 : this.#scanCell(xml, tagEnd + 1, column);
      } else if (next === code.slash && standsAt(xml, at, rowClose)) {
        this.#rows.endRow();
        return at;
      } else at++;
    }
  }

  /** Scans the cell whose content begins at `from`. Returns where the next one may begin. */
  #scanCell(xml: Uint8Array, from: number, column: number): number {
    const { type, style } = this.#tag;
    if (type === "inlineStr") {
      const start = standsAt(xml, from, inlineOpen) ? textStart(xml, from + inlineOpen.length) : -1;
      const end = start < 0 ? -1 : plainTextEnd(xml, start);
      if (end < 0 || !standsAt(xml, end, inlineAndCellClose)) return this.#scanUnusualCell(xml, from, column);
      this.#rows.copy(xml, start, end, column, textCode);
      return end + inlineAndCellClose.length;
    }
    const start = valueStart(xml, from);
    if (start < 0) return this.#scanUnusualCell(xml, from, column);
    let end = -1;
    if (type === "s" || type === "") end = plainNumberEnd(xml, start);
    else if (type === "str") end = plainTextEnd(xml, start);
    if (end < 0 || !standsAt(xml, end, valueAndCellClose)) return this.#scanUnusualCell(xml, from, column);
    if (type === "str") this.#rows.copy(xml, start, end, column, textCode);
    else if (type === "s") {
      const index = integerOf(xml, start, end);
      if (Number.isNaN(index)) return this.#scanUnusualCell(xml, from, column);
      this.#copyShared(index, column);
    } else {
      const shows = this.#values.shows(style);
      if (shows === "number") this.#rows.copy(xml, start, end, column, numberCode);
      else {
        const day = shows === "date" ? this.#values.isoOfDay(integerOf(xml, start, end)) : null;
        if (day === null) return this.#scanUnusualCell(xml, from, column);
        this.#rows.write(day, column, dateCode);
      }
    }
    return end + valueAndCellClose.length;
  }

  #copyShared(index: number, column: number): void {
    const text = this.#texts.find(index);
    if (text === null) throw this.#corrupt();
    this.#rows.copy(text.bytes, text.from, text.to, column, textCode);
  }

  /** For all that is no plain value: runs, entities, exponents, times, errors, formulas without a value. */
  #scanUnusualCell(xml: Uint8Array, from: number, column: number): number {
    const close = this.#cellEnd(xml, from);
    const content = decodeXml(xml.subarray(from, close));
    const value = this.#values.read(content, 0, content.length, this.#tag, this.#line);
    this.#rows.write(value, column, this.#values.kind.charCodeAt(0));
    return close + cellClose.length;
  }

  #cellEnd(xml: Uint8Array, from: number): number {
    const close = findTag(xml, cellClose, from);
    const rowEnd = close < 0 ? -1 : findTag(xml.subarray(0, close), rowClose, from);
    if (close < 0 || rowEnd >= 0) throw this.#corrupt();
    return close;
  }

  /** Skips formatted but empty cells far to the right. A cell with content there refuses the file. */
  #passColumn(xml: Uint8Array, tagEnd: number): number {
    if (xml[tagEnd - 1] === code.slash) return tagEnd + 1;
    const close = this.#cellEnd(xml, tagEnd + 1);
    if (/<(?:v|t|is)[\s>]|<f[\s>/]/.test(decodeXml(xml.subarray(tagEnd + 1, close)))) {
      throw new Refused("too_many_columns", { max: maxColumns, line: this.#line });
    }
    return close + cellClose.length;
  }

  #corrupt(): Refused {
    return new Refused("corrupt", { line: this.#line });
  }
}

const hiddenName = encodeXml(" hidden=");

/** Whether a row's tag hides it. Looks for the rare "h" first, since there is a tag for each row. */
function isHidden(xml: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    if (xml[at] === hiddenName[1] && xml[at - 1] === hiddenName[0] && standsAt(xml, at - 1, hiddenName))
      return ["1", "true"].includes(attribute(decodeXml(xml.subarray(from, end)), "hidden") ?? "");
  }
  return false;
}

const rowReference = encodeXml('<row r="');

function rowLine(xml: Uint8Array, at: number, tagEnd: number, before: number): number {
  const from = at + rowReference.length;
  const quote = standsAt(xml, at, rowReference) ? xml.indexOf(code.quote, from) : -1;
  const number = quote < 0 ? attribute(decodeXml(xml.subarray(at, tagEnd)), "r") : null;
  const line = quote >= 0 ? integerOf(xml, from, quote) : number === null ? before + 1 : Number(number);
  if (!Number.isInteger(line) || line < 1 || line > maxSheetRow) throw new Refused("corrupt", { line: before + 1 });
  return line;
}
