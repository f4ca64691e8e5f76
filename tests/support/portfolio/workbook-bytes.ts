import { strToU8, Zip, ZipDeflate } from "fflate";
import type { Cell, Sheet } from "./columns.ts";

/**
 * A sheet as a workbook, in pieces, with inline strings so that a million rows need no table of texts. Money
 * and dates are numbers with a format, as in real workbooks.
 */
export function* workbookBytes(sheet: Sheet): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  for (const [name, xml] of Object.entries(fixedParts)) {
    const entry = new ZipDeflate(name, { level: 1 });
    zip.add(entry);
    entry.push(strToU8(xml), true);
  }
  const rows = new ZipDeflate("xl/worksheets/sheet1.xml", { level: 1 });
  zip.add(rows);
  for (const xml of sheetXml(sheet)) {
    rows.push(strToU8(xml), false);
    yield* ready.splice(0);
  }
  rows.push(strToU8("</sheetData></worksheet>"), true);
  zip.end();
  yield* ready.splice(0);
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const fixedParts: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
  "_rels/.rels": `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Cartera" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  // Style 1 is dd/mm/yyyy (built-in 14 follows the reader's language), style 2 is #,##0.00.
  "xl/styles.xml": `${declaration}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

function* sheetXml(sheet: Sheet): Generator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetData>`;
  const head = [...sheet.titles, sheet.headers];
  yield head
    .map((cells, index) =>
      rowXml(
        index + 1,
        cells.map((text): Cell => ({ is: "text", text })),
      ),
    )
    .join("");
  let waiting: string[] = [];
  let number = head.length;
  for (const row of sheet.rows) {
    waiting.push(rowXml(++number, row));
    if (waiting.length < 2_000) continue;
    yield waiting.join("");
    waiting = [];
  }
  for (const row of sheet.footer ?? []) waiting.push(rowXml(++number, row));
  yield waiting.join("");
}

function rowXml(number: number, cells: readonly Cell[]): string {
  return `<row r="${number}">${cells.map((cell, column) => cellXml(`${letters(column)}${number}`, cell)).join("")}</row>`;
}

function cellXml(reference: string, cell: Cell): string {
  switch (cell.is) {
    case "text":
      return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell.text)}</t></is></c>`;
    case "money":
      return `<c r="${reference}" s="2"><v>${cell.cents / 100}</v></c>`;
    case "date":
      return `<c r="${reference}" s="1"><v>${serial(cell.iso)}</v></c>`;
    case "whole":
      return `<c r="${reference}"><v>${cell.value}</v></c>`;
    case "blank":
      return "";
  }
}

function serial(iso: string): number {
  return Date.parse(iso) / 86_400_000 + 25_569;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Column 0 is A, 26 is AA. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
