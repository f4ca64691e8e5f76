import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { Zip, ZipDeflate } from "fflate";
import { portfolioHeader, portfolioRow } from "./portfolio-rows.ts";

/**
 * Writes the portfolio as Excel saves it: every text in the shared strings table, amounts as numbers, dates
 * as serial numbers with a date format, references on every row and cell, and the shared strings after the
 * sheet.
 */
export async function writePortfolioXlsx(path: string, rowCount: number): Promise<void> {
  const out = createWriteStream(path);
  const zip = new Zip((error, data) => {
    if (error !== null) out.destroy(error);
    else out.write(data);
  });
  for (const [name, text] of fixedParts) addPart(zip, name, [text]);
  const strings = new SharedStrings();
  await addPartSlowly(zip, "xl/worksheets/sheet1.xml", sheetPieces(rowCount, strings), out);
  addPart(zip, "xl/sharedStrings.xml", strings.pieces());
  zip.end();
  out.end();
  await once(out, "close");
}

const encoder = new TextEncoder();

function addPart(zip: Zip, name: string, pieces: Iterable<string>): void {
  const part = new ZipDeflate(name, { level: 6 });
  zip.add(part);
  for (const piece of pieces) part.push(encoder.encode(piece));
  part.push(new Uint8Array(0), true);
}

async function addPartSlowly(
  zip: Zip,
  name: string,
  pieces: Iterable<string>,
  out: NodeJS.WritableStream,
): Promise<void> {
  const part = new ZipDeflate(name, { level: 6 });
  zip.add(part);
  for (const piece of pieces) {
    part.push(encoder.encode(piece));
    if (out.writable && "writableNeedDrain" in out && out.writableNeedDrain === true) await once(out, "drain");
  }
  part.push(new Uint8Array(0), true);
}

class SharedStrings {
  readonly #indexes = new Map<string, number>();
  #uses = 0;

  index(text: string): number {
    this.#uses++;
    const found = this.#indexes.get(text);
    if (found !== undefined) return found;
    this.#indexes.set(text, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  *pieces(): Generator<string> {
    yield `${declaration}<sst xmlns="${main}" count="${this.#uses}" uniqueCount="${this.#indexes.size}">`;
    let piece = "";
    for (const text of this.#indexes.keys()) {
      piece += `<si><t>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></si>`;
      if (piece.length < 1 << 18) continue;
      yield piece;
      piece = "";
    }
    yield `${piece}</sst>`;
  }
}

const letters = [..."ABCDEFGHIJKLMNOP"];

function* sheetPieces(rowCount: number, strings: SharedStrings): Generator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><dimension ref="A1:P${rowCount + 1}"/><sheetData>`;
  let piece = rowXml(1, portfolioHeader.map((header) => strings.index(header)).map(sharedCell));
  for (let index = 0; index < rowCount; index++) {
    piece += rowXml(index + 2, cellsOf(index, rowCount, strings));
    if (piece.length < 1 << 18) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}</sheetData></worksheet>`;
}

/** The attributes and content of a cell; the caller puts its reference in front. */
function sharedCell(index: number): string {
  return ` t="s"><v>${index}</v>`;
}

function cellsOf(index: number, rowCount: number, strings: SharedStrings): string[] {
  const row = portfolioRow(index, rowCount);
  const text = (value: string): string => sharedCell(strings.index(value));
  const money = (cents: number): string => ` s="2"><v>${cents / 100}</v>`;
  // Serial 25,569 is 1970-01-01.
  const date = (day: number): string => ` s="1"><v>${day + 25_569}</v>`;
  return [
    ...row.texts.map(text),
    money(row.balance),
    date(row.dueDay),
    `><v>${row.daysLate}</v>`,
    text(row.kind),
    money(row.lastPay),
    date(row.lastPayDay),
    money(row.toPay),
    text(row.city),
    text(row.branch),
  ];
}

function rowXml(line: number, cells: readonly string[]): string {
  let xml = `<row r="${line}" spans="1:16">`;
  for (const [column, cell] of cells.entries()) xml += `<c r="${letters[column]}${line}"${cell}</c>`;
  return `${xml}</row>`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
const contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
const sheetMl = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const fixedParts: readonly (readonly [string, string])[] = [
  [
    "[Content_Types].xml",
    `${declaration}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetMl}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetMl}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetMl}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetMl}.sharedStrings+xml"/></Types>`,
  ],
  [
    "_rels/.rels",
    `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    "xl/workbook.xml",
    `${declaration}<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets><sheet name="Cartera" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    "xl/_rels/workbook.xml.rels",
    `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${officeRelations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${officeRelations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  ],
  [
    "xl/styles.xml",
    `${declaration}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ],
];
